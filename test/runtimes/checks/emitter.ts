import type { WebhookEvent } from 'prompt-webhooks'
import {
  checkEndpointUrl,
  createEmitter,
  createEvent,
  type DeliveryOptions,
  deliver,
} from 'prompt-webhooks/emitter'
import { exampleEvents, invalidStrictEvents } from 'prompt-webhooks/testing'
import { type Environment, type Group, same } from '../check.js'

const event = exampleEvents.prompt_template_deleted
const allow = ['127.0.0.1']

/** Turns the fields of an envelope into the options of `createEvent`. */
function originOf({ event_type: _, details: __, ...origin }: WebhookEvent) {
  const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(Object.entries(origin).map(([name, value]) => [camelCase(name), value]))
}

const post = (
  { server }: Environment,
  path: string,
  { secret = 'any', ...options }: DeliveryOptions & { secret?: string } = {},
) => deliver(event, { url: `${server}${path}`, secret }, { allow, ...options })

/** The emitter, with deliveries to a real server. */
export const emitter: Group = {
  entry: './emitter',
  needs: [
    'AbortController',
    'TextDecoder',
    'TextEncoder',
    'URL',
    'atob',
    'btoa',
    'clearTimeout',
    'crypto',
    'fetch',
    'performance',
    'setTimeout',
  ],
  checks: [
    {
      name: 'creates each example',
      run: () => {
        for (const event of Object.values(exampleEvents) as WebhookEvent[]) {
          same(createEvent(event.event_type, event.details as never, originOf(event) as never), event)
        }
      },
    },
    {
      name: 'delivers each example to a server that verifies the signature',
      run: async ({ secret }, { server }) => {
        for (const each of Object.values(exampleEvents)) {
          const endpoint = { url: `${server}/webhooks`, secret }
          const { outcome, reason } = await deliver(each, endpoint, { allow })
          same([outcome, reason], ['delivered', 'answered 204'])
        }
      },
    },
    {
      name: 'refuses to send an invalid event',
      run: async ({ secret }, { server }) => {
        for (const { event } of invalidStrictEvents) {
          const endpoint = { url: `${server}/webhooks`, secret }
          const sent = deliver(event as WebhookEvent, endpoint, { allow })
          same(await sent.catch((error: Error) => /Error$/.test(error.name)), true)
        }
      },
    },
    {
      name: 'each answer has its outcome',
      run: async (_, environment) => {
        const outcome = async (path: string, options?: DeliveryOptions) =>
          (await post(environment, path, options)).outcome
        same(await outcome('/webhooks'), 'retry', 'the wrong secret')
        same(await outcome('/status/410'), 'gone')
        same(await outcome('/status/302'), 'retry')
        const busy = await post(environment, '/status/503', { maxResponseBodyBytes: 2 })
        const answer = busy.outcome === 'retry' ? busy : undefined
        same([answer?.retryAfterMs, answer?.response?.body], [7000, 'an'])
        same(answer?.response?.headers['x-twice'], 'a, b')
        same(await outcome('/broken'), 'delivered')
        same(await outcome('/drop'), 'retry')
        const controller = new AbortController()
        controller.abort()
        const { reason } = await post(environment, '/status/204', { signal: controller.signal })
        same(reason, 'no answer: aborted by the caller')
      },
    },
    {
      name: 'refuses addresses that are not public',
      run: async ({ secret }, environment) => {
        for (const url of [environment.server, 'http://10.0.0.1/', 'http://[::1]/', 'http://localhost/']) {
          const { outcome, reason } = await deliver(event, { url, secret })
          same([outcome, reason], ['refused', checkEndpointUrl(url)])
        }
      },
    },
    {
      name: 'refuses a host name unless it is allowed by name, or its address can be checked',
      run: async ({ secret }, { server, givesSockets }) => {
        const url = `${server}/webhooks`.replace('127.0.0.1', 'hooks.example')
        const lookup = async () => ['127.0.0.1']
        const inside = await deliver(event, { url, secret }, { lookup })
        same(inside.outcome, 'refused')
        same(/cannot check/.test(inside.reason), !givesSockets)
        const allowed = await deliver(event, { url, secret }, { lookup, allow })
        same(allowed.outcome, givesSockets ? 'delivered' : 'refused')
        const local = url.replace('hooks.example', 'localhost')
        same((await deliver(event, { url: local, secret }, { allow: ['localhost'] })).outcome, 'delivered')
      },
    },
    {
      name: 'delivers in the background',
      run: async ({ secret }, { server }) => {
        const states: string[] = []
        const emitter = createEmitter({
          endpoints: [{ url: `${server}/webhooks`, secret }],
          allow,
          onDelivery: ({ state }) => void states.push(state),
          // One attempt, so that a failure ends the check.
          retryDelay: () => undefined,
        })
        for (const each of Object.values(exampleEvents)) emitter.emit(each)
        await emitter.close()
        same(
          states,
          Object.values(exampleEvents).map(() => 'delivered'),
        )
      },
    },
  ],
}
