import { setTimeout as sleep } from 'node:timers/promises'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { printable } from '../terminal/printable.js'
import { reasonOf } from './forward.js'

/** An event that a hub has published. */
export interface HubEvent {
  /** The id of the event in the hub. */
  readonly id: string
  /** When the hub accepted it, in ISO 8601. */
  readonly publishedAt: string
  readonly event: unknown
}

export interface HubConnection {
  readonly hub: URL
  readonly token: string | undefined
  /** A UUID: the same each time that it connects. */
  readonly listener: string
  /** What the hub calls this listener. */
  readonly name: string
  readonly signal: AbortSignal
  /** Called when the hub answers, and with a reason when it does not, or no more. */
  readonly onState: (state: 'connected' | { readonly lost: string }) => void
}

/** The hub cannot be listened to, and trying again is of no use. */
export class HubRefusal extends Error {}

// The hub gives a sign of life every 15 seconds. Two may be late.
const silenceMs = 45_000
// Milliseconds between two tries to connect: doubled each time, up to `max`.
const retryMs = { first: 250, max: 5000 }

/**
 * Follows the events of a hub until the signal aborts. It connects again whenever the connection breaks, and
 * goes on behind the last event that the caller has taken.
 *
 * @throws {HubRefusal} if the first try finds no hub, or the hub refuses this listener, also later.
 */
export async function* hubEvents(connection: HubConnection): AsyncGenerator<HubEvent> {
  const { signal, onState } = connection
  let cursor: string | undefined
  let failures = 0
  let isLost = false
  let wasConnected = false
  while (!signal.aborted) {
    const attempt = new AbortController()
    let startedAt: number | undefined
    const silence = setTimeout(() => attempt.abort(new Error('no sign of life')), silenceMs)
    try {
      const response = await connect(
        connection,
        cursor,
        wasConnected,
        AbortSignal.any([signal, attempt.signal]),
      )
      const messages: EventSourceMessage[] = []
      const parser = createParser({ onEvent: (message) => messages.push(message) })
      const decoder = new TextDecoder()
      for await (const chunk of response.body ?? []) {
        silence.refresh()
        parser.feed(decoder.decode(chunk, { stream: true }))
        for (const { event, id, data } of messages.splice(0)) {
          if (event === 'start') {
            wasConnected = true
            isLost = false
            startedAt = performance.now()
            onState('connected')
          }
          if (event === 'event') yield JSON.parse(data) as HubEvent
          // Only now: what was not handled to its end comes again.
          if (id !== undefined) cursor = id
          silence.refresh()
        }
      }
      throw new Error('the hub ended the connection')
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof HubRefusal) throw error
      const reason = reasonOfLoss(error)
      if (!wasConnected && !(error instanceof HubNotReady)) {
        throw new HubRefusal(`cannot reach the hub at ${connection.hub.href}: ${reason}`)
      }
      if (!isLost) onState({ lost: reason })
      isLost = true
      // The hub may break each stream soon after its start. That is a failure like the others.
      if (startedAt !== undefined && performance.now() - startedAt > retryMs.max) failures = 0
      const delayMs = Math.min(retryMs.first * 2 ** failures++, retryMs.max)
      await sleep(delayMs, undefined, { signal }).catch(() => {})
    } finally {
      clearTimeout(silence)
      attempt.abort()
    }
  }
}

/** The hub is there and cannot answer now. */
class HubNotReady extends Error {}

async function connect(
  { hub, token, listener, name }: HubConnection,
  cursor: string | undefined,
  wasConnected: boolean,
  signal: AbortSignal,
): Promise<Response> {
  const base = hub.href.endsWith('/') ? hub : new URL(`${hub.href}/`)
  const url = new URL('api/events/live', base)
  url.search = new URLSearchParams({ listener, name }).toString()
  const response = await fetch(url, {
    headers: {
      accept: 'text/event-stream',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(cursor === undefined ? {} : { 'last-event-id': cursor }),
    },
    // The token is for this hub alone.
    redirect: 'manual',
    signal,
  })
  const { status } = response
  if (response.ok && response.headers.get('content-type')?.startsWith('text/event-stream')) return response
  await response.body?.cancel()
  const isOfHub = status === 401 || status === 421 || (status === 400 && cursor !== undefined)
  // While a hub restarts, a proxy in front of it may answer anything, such as 404.
  if (status >= 500 || (wasConnected && !isOfHub)) throw new HubNotReady(`the hub answered ${status}`)
  throw new HubRefusal(refusalOf(status, token, base, cursor))
}

function refusalOf(
  status: number,
  token: string | undefined,
  { href }: URL,
  cursor: string | undefined,
): string {
  const at = printable(href)
  if (status === 401) {
    return token === undefined
      ? `the hub at ${at} needs a token. Set PROMPT_WEBHOOKS_TOKEN to it, or --token`
      : `the hub at ${at} refuses the token. Check PROMPT_WEBHOOKS_TOKEN or --token`
  }
  if (status === 429)
    return `the hub at ${at} got too many wrong tokens. Wait for a minute, and check the token`
  if (status === 421) {
    return `the hub at ${at} does not answer to this host name. Start it with --allowed-host`
  }
  if (status === 400 && cursor !== undefined) {
    return `the hub at ${at} has another database now, so it cannot go on where you stopped. Start listen again`
  }
  return `there is no hub at ${at} that can be listened to (it answered ${status}). Check --hub, and that the hub is not older than this command`
}

function reasonOfLoss(error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException }
  if (cause?.code) return reasonOf(cause)
  return message === 'terminated' ? 'the connection broke off' : message
}
