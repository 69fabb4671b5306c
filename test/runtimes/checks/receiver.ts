import { createReceiver, type RefusedDelivery } from 'prompt-webhooks/receiver'
import { exampleEvents, invalidEvents, signedDelivery } from 'prompt-webhooks/testing'
import { type Data, type Group, record, same } from '../check.js'

const url = 'http://localhost/webhooks'
const messageSecret = `whsec_${'MfKQ9r8G'.repeat(4)}`

/** The same request through `fetch` and through `receive`. */
const answers = async (
  receiver: ReturnType<typeof createReceiver>,
  { method = 'POST', headers, body }: { method?: string; headers: Record<string, string>; body: string },
) => {
  const bytes = new TextEncoder().encode(body)
  const response = await receiver.fetch(new Request(url, { method, headers, body: bytes }))
  const result = await receiver.receive({ method, headers, body: bytes })
  return [response.status, result.status, (await response.text()).length > 0]
}

const withHeaders = (delivery: ReturnType<typeof signedDelivery>, headers: Record<string, string>) => ({
  ...delivery,
  headers: { ...delivery.headers, ...headers },
})

function receiverOf({ secret }: Pick<Data, 'secret'>, more: object = {}) {
  const handled: unknown[] = []
  const refusals: string[] = []
  const errors: string[] = []
  const receiver = createReceiver({
    secret: [secret, messageSecret],
    maxBodyBytes: 10_000,
    on: {},
    onAny: (event: unknown) => void handled.push(event),
    onRefused: ({ reason }: RefusedDelivery) => void refusals.push(reason),
    onError: (error: unknown) => void errors.push((error as Error).name),
    ...more,
  })
  return { receiver, handled, refusals, errors }
}

/** The receiver, with requests of the Fetch API. */
export const receiver: Group = {
  entry: './receiver',
  needs: [
    'AbortController',
    'Request',
    'Response',
    'TextDecoder',
    'TextEncoder',
    'atob',
    'btoa',
    'clearTimeout',
    'crypto',
    'setTimeout',
  ],
  checks: [
    {
      name: 'handles each example, in all schemes',
      run: async (data) => {
        for (const scheme of ['promptlayer', 'standard-webhooks', 'both'] as const) {
          const secret = scheme === 'standard-webhooks' ? messageSecret : [data.secret, messageSecret]
          const { receiver, handled } = receiverOf(data, { scheme, secret })
          for (const event of Object.values(exampleEvents)) {
            same(await answers(receiver, signedDelivery(event, secret)), [204, 204, false])
            // What signs an id with the message is handled once.
            same(handled.splice(0), scheme === 'promptlayer' ? [event, event] : [event])
          }
        }
      },
    },
    {
      name: 'answers each invalid event with its issue',
      run: async (data) => {
        const { receiver, errors } = receiverOf(data)
        for (const { name, event, issue } of invalidEvents) {
          const { headers, body } = signedDelivery(event, data.secret)
          const response = await receiver.fetch(new Request(url, { method: 'POST', headers, body }))
          const problem = JSON.parse(await response.text())
          const issues = problem.issues.map(({ code, path }: typeof issue) => ({ code, path }))
          same([response.status, issues], [422, [issue]], name)
        }
        same(new Set(errors).size, 1)
      },
    },
    {
      name: 'refuses requests, each with its status and its reason',
      run: async (data) => {
        const { receiver, handled, refusals, errors } = receiverOf(data)
        const right = signedDelivery(exampleEvents.prompt_template_deleted, data.secret)
        const wrong = signedDelivery(exampleEvents.prompt_template_deleted, `${data.secret}x`)
        const { 'x-promptlayer-signature': _, ...unsigned } = right.headers
        const refused: [object, status: number, reason: string][] = [
          [{ ...right, method: 'PUT' }, 405, 'method_not_allowed'],
          [withHeaders(right, { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
          [withHeaders(right, { 'content-encoding': 'gzip' }), 415, 'unsupported_content_encoding'],
          [{ ...right, body: right.body.padEnd(10_001) }, 413, 'body_too_large'],
          [{ ...right, headers: unsigned }, 401, 'missing_signature'],
          [withHeaders(right, { 'x-promptlayer-signature': 'a' }), 401, 'malformed_signature'],
          [wrong, 401, 'wrong_signature'],
        ]
        for (const [request, status, reason] of refused) {
          same(await answers(receiver, request as typeof right), [status, status, true], reason)
          same(refusals.splice(0), [reason, reason])
        }
        same([handled, errors], [[], []])
      },
    },
    {
      name: 'handles a repeated delivery once, under one id',
      run: async (data) => {
        const ids: string[] = []
        const onAny = (_: unknown, { deliveryId }: { deliveryId: string }) => void ids.push(deliveryId)
        const { receiver } = receiverOf(data, { dedupe: new Map(), onAny })
        for (const event of Object.values(exampleEvents)) {
          same(await answers(receiver, signedDelivery(event, data.secret)), [204, 204, false])
        }
        same(ids.length, Object.keys(exampleEvents).length)
        record('ids of deliveries', ids)
      },
    },
    {
      name: 'answers 500 if a handler throws',
      run: async (data) => {
        const onAny = () => {
          throw new RangeError()
        }
        const { receiver, errors } = receiverOf(data, { onAny })
        const delivery = signedDelivery(exampleEvents.prompt_template_deleted, data.secret)
        same(await answers(receiver, delivery), [500, 500, true])
        same(errors, ['RangeError', 'RangeError'])
      },
    },
  ],
}
