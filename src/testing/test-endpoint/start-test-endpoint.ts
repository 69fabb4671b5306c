import type { WebhookEventOf, WebhookEventType } from '../../index.js'
import { copyOptions } from '../../issue/copy-options.js'
import { builtinModule } from '../../runtime/builtin-module.js'
import { globals } from '../../runtime/globals.js'
import { longestTimerMs } from '../../runtime/timer.js'
import { requireSecrets, secretName } from '../../signing/secrets.js'
import { isMessageSecret, requireKey } from '../../standard-webhooks/message.js'
import { CollectedChunks } from '../collected-chunks.js'
import { requireEventType } from '../event-types.js'
import type { NodeHttpServer, NodeRequest } from './node-server.js'
import { type CompleteAnswer, completeAnswer, type TestAnswer } from './test-answer.js'
import { judgeDelivery, type TestDelivery, type ValidTestDelivery } from './test-delivery.js'

/** How a test endpoint behaves. */
export interface TestEndpointOptions {
  /** The secret of the endpoint, or several. Default: signatures are not checked. */
  readonly secret?: string | readonly string[] | undefined
  /**
   * How it answers: always the same; a list with an answer for each delivery, of which the last one stays; or
   * a function. Default: 204.
   */
  readonly respond?:
    | TestAnswer
    | readonly TestAnswer[]
    | ((delivery: TestDelivery) => TestAnswer | Promise<TestAnswer>)
    | undefined
}

/** How long `next` waits. */
export interface NextDeliveryOptions {
  /** Max milliseconds until the delivery is there. Default: 5,000. */
  readonly timeoutMs?: number | undefined
}

/** An HTTP endpoint on loopback that collects deliveries. */
export interface TestEndpointMembers {
  /** The address: `http://127.0.0.1:<port>/`. It takes any path. */
  readonly url: string
  /** Everything that arrived, valid or not, in the order of arrival. */
  readonly deliveries: readonly TestDelivery[]
  /**
   * Waits for the next valid delivery of an event type, or of any type. Each delivery is returned once, also
   * if it arrived before the call.
   *
   * @throws {TypeError} if the contract does not define the type, or an option is wrong or unknown.
   * @throws {Error} if the time is over. The message lists what did arrive, and why each was invalid.
   */
  next<Type extends WebhookEventType = WebhookEventType>(
    type?: Type,
    options?: NextDeliveryOptions,
  ): Promise<ValidTestDelivery<WebhookEventOf<Type>>>
  /** Closes the endpoint and its connections. */
  close(): Promise<void>
}

/** What `await using` needs, if the TypeScript of the project knows it. */
export type AsyncDisposal<Constructor = SymbolConstructor> = Constructor extends {
  readonly asyncDispose: infer Key extends symbol
}
  ? { readonly [Name in Key]: () => Promise<void> }
  : unknown

/** An HTTP endpoint on loopback that collects deliveries. */
export type TestEndpoint = TestEndpointMembers & AsyncDisposal

/**
 * Starts an HTTP endpoint on a free port of loopback, for tests of what sends events. It checks each delivery
 * against the strict contract, and its signatures.
 *
 * Needs `node:http` of Node, Bun or Deno.
 *
 * @example
 * ```ts
 * test('announces a new template', async () => {
 *   await using endpoint = await startTestEndpoint({ secret: 'test-secret', respond: [500, 500, 204] })
 *   await announce({ url: endpoint.url, secret: 'test-secret' })
 *
 *   const { event } = await endpoint.next('prompt_template_created')
 *   expect(event.details.prompt_template_name).toBe('Welcome')
 * })
 * ```
 *
 * @throws {TypeError} if an option is wrong or unknown, or the runtime has no `node:http`.
 */
export async function startTestEndpoint(options: TestEndpointOptions = {}): Promise<TestEndpoint> {
  const { secret, respond = 204 } = copyOptions(options, { secret: true, respond: true })
  const secrets = secret === undefined ? undefined : requireSecrets(secret)
  secrets?.map((each, index) => isMessageSecret(each) && requireKey(each, secretName(secret, index)))
  const answerTo = answering(respond)
  const http = builtinModule<NodeHttpServer>('node:http')
  if (!http) {
    throw new TypeError('This runtime has no node:http to listen with; run the test in Node, Bun or Deno')
  }
  const deliveries: TestDelivery[] = []
  const taken = new Set<TestDelivery>()
  const waiting = new Set<() => void>()
  const timers = new Set<unknown>()

  const server = http.createServer((request, response) => {
    const chunks = new CollectedChunks()
    request.on('data', (chunk) => chunks.add(chunk))
    request.on('end', async () => {
      const delivery = judgeDelivery({ ...headOf(request), body: chunks.bytes() }, secrets)
      deliveries.push(delivery)
      for (const look of [...waiting]) look()
      // An answer that throws breaks the test, not the process of the sender.
      const answer = await answerTo(delivery).catch((error: unknown): CompleteAnswer => {
        globals.console.error(error)
        return 'reset'
      })
      if (answer === 'reset') return reset(request)
      const reply = () => {
        try {
          response.writeHead(answer.status, answer.headers).end(answer.body || undefined)
        } catch (error) {
          // HTTP cannot send these headers.
          globals.console.error(error)
          reset(request)
        }
      }
      if (answer.delayMs === 0) return reply()
      timers.add(globals.setTimeout(reply, answer.delayMs))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
    server.listen(0, '127.0.0.1')
  })

  function next(type?: WebhookEventType, options: NextDeliveryOptions = {}): Promise<TestDelivery> {
    const { timeoutMs = 5000 } = copyOptions(options, { timeoutMs: true })
    if (type !== undefined) requireEventType(type)
    if (!(timeoutMs >= 0 && timeoutMs <= longestTimerMs)) {
      throw new TypeError(`timeoutMs: expected milliseconds from 0 to ${longestTimerMs}`)
    }
    return new Promise((resolve, reject) => {
      const end = () => {
        globals.clearTimeout(timer)
        waiting.delete(look)
      }
      const look = () => {
        const found = deliveries.find(
          (each) =>
            each.event && !taken.has(each) && (type ?? each.event.event_type) === each.event.event_type,
        )
        if (!found) return
        taken.add(found)
        end()
        resolve(found)
      }
      const timer = globals.setTimeout(() => {
        end()
        reject(new Error(lateMessage(type, timeoutMs, deliveries, taken)))
      }, timeoutMs)
      waiting.add(look)
      look()
    })
  }

  function close(): Promise<void> {
    for (const timer of timers) globals.clearTimeout(timer)
    return new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }

  const members = {
    url: `http://127.0.0.1:${server.address().port}/`,
    deliveries,
    next: async (...args: Parameters<typeof next>) => next(...args),
    close,
  }
  // Some runtimes lack it.
  const { asyncDispose } = Symbol as { readonly asyncDispose?: symbol }
  return Object.assign(members, asyncDispose && { [asyncDispose]: close }) as object as TestEndpoint
}

function answering(respond: NonNullable<TestEndpointOptions['respond']>) {
  if (typeof respond === 'function') {
    return async (delivery: TestDelivery) => completeAnswer(await respond(delivery), 'respond()')
  }
  const answers = Array.isArray(respond)
    ? Array.from(respond, (answer: TestAnswer, index) => completeAnswer(answer, `respond[${index}]`))
    : [completeAnswer(respond as TestAnswer, 'respond')]
  if (answers.length === 0) throw new TypeError('respond: expected at least one answer, got an empty list')
  let index = 0
  return async () => answers[Math.min(index++, answers.length - 1)] as CompleteAnswer
}

function headOf({ method = '', url = '', headers }: NodeRequest) {
  const joined = Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')])
  return { method, path: url, headers: Object.fromEntries(joined) as Readonly<Record<string, string>> }
}

function reset({ socket }: NodeRequest): void {
  if (socket.resetAndDestroy) socket.resetAndDestroy()
  else socket.destroy()
}

function lateMessage(
  type: WebhookEventType | undefined,
  timeoutMs: number,
  deliveries: readonly TestDelivery[],
  taken: ReadonlySet<TestDelivery>,
): string {
  const lines = deliveries.map((delivery) => {
    const { method, path, event, problems } = delivery
    if (event) return `\n  ${event.event_type}: valid${taken.has(delivery) ? ', returned before' : ''}`
    return `\n  ${method} ${path}: invalid${problems.map((problem) => `\n    ${problem}`).join('')}`
  })
  const arrived = lines.length ? `This arrived:${lines.join('')}` : 'Nothing arrived.'
  return `No valid delivery${type ? ` of ${type}` : ''} within ${timeoutMs} ms. ${arrived}`
}
