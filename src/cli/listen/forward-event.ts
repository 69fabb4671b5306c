import { request as requestOverHttp } from 'node:http'
import { request as requestOverHttps } from 'node:https'
import { signedRequest } from '../../emitter/signed-request.js'
import { answerTo, type Forwarded, reasonOf, timeoutMs } from './forward.js'

/**
 * Sends an event to a local receiver, as a hub would: signed by both schemes, with `webhook-id`. Never
 * rejects.
 *
 * @param body The canonical JSON of the event.
 * @param id The `webhook-id`: the same each time that this event is sent.
 */
export async function forwardEvent(
  url: URL,
  body: string,
  id: string,
  secret: string,
  stop: AbortSignal,
): Promise<Forwarded> {
  const started = performance.now()
  const timeout = AbortSignal.timeout(timeoutMs)
  const forwarded = (more: Pick<Forwarded, 'status' | 'error'>) => ({
    url: url.href,
    ...more,
    latencyMs: Math.round(performance.now() - started),
  })
  let status: number | undefined
  try {
    const { headers } = signedRequest(body, { url: url.href, secret }, id)
    const sent = (url.protocol === 'https:' ? requestOverHttps : requestOverHttp)(url, {
      method: 'POST',
      // A new connection each time: the receiver may close a kept one at this very moment.
      agent: false,
      headers: { ...headers },
      signal: AbortSignal.any([stop, timeout]),
    })
    // After the response has started, its own stream reports errors.
    sent.on('error', () => {}).end(body)
    const answer = await answerTo(sent)
    status = answer.statusCode
    for await (const _ of answer.resume());
    return forwarded({ status })
  } catch (error) {
    const reason = timeout.aborted ? `no response within ${timeoutMs / 1000} seconds` : reasonOf(error)
    return forwarded({
      ...(status === undefined ? {} : { status }),
      error: stop.aborted ? 'stopped' : reason,
    })
  }
}
