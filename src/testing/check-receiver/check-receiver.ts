import { copyOptions } from '../../issue/copy-options.js'
import { kindOf } from '../../issue/issue.js'
import { quoted } from '../../issue/quoted.js'
import { globals } from '../../runtime/globals.js'
import { longestTimerMs } from '../../runtime/timer.js'
import { battery } from './battery.js'
import { exchangeOverFetch, type FetchFunction } from './exchange-over-fetch.js'
import { exchangeOverNode } from './exchange-over-node.js'
import type { Exchange } from './outcome.js'
import { type ReceiverReport, runChecks } from './run-checks.js'

/** How `checkReceiver` checks a receiver. */
export interface CheckReceiverOptions {
  /** The secret of the receiver. For Standard Webhooks, `whsec_` followed by base64. */
  readonly secret: string
  /**
   * Whose signatures the receiver verifies: the sender's own, or those of Standard Webhooks. Default:
   * `'promptlayer'`.
   */
  readonly scheme?: 'promptlayer' | 'standard-webhooks' | undefined
  /** The ids of the checks to make. Default: all. */
  readonly only?: readonly string[] | undefined
  /** Max milliseconds until an answer. Default: 10,000. */
  readonly timeoutMs?: number | undefined
}

/**
 * Checks a receiver from outside, in whatever language it is written: sends it about a hundred requests,
 * right and wrong ones, one after another, and tells what it does with each. **Its handlers run.** Each event
 * has the `user_name` `prompt-webhooks-check` and ids of 999999999.
 *
 * @example
 * ```ts
 * test('the receiver does what a receiver must', async () => {
 *   const { failures } = await checkReceiver('http://localhost:3000/webhooks', { secret: 'test-secret' })
 *   expect(failures).toEqual([])
 * })
 * ```
 *
 * @param target The URL of the receiver, or a function that answers a Fetch `Request`, such as
 * `receiver.fetch`.
 * @returns what was found out. If the receiver cannot be judged, because it cannot be reached, or answers
 * everything alike, there is a `verdict`.
 * @throws {TypeError} if the target, the secret or an option is wrong or unknown.
 */
export async function checkReceiver(
  target: string | FetchFunction,
  options: CheckReceiverOptions,
): Promise<ReceiverReport> {
  const { secret, scheme, only, timeoutMs = 10_000 } = checkedOptions(options)
  return await runChecks({ exchange: exchangeWith(target, timeoutMs), secret, scheme, only })
}

function checkedOptions(options: CheckReceiverOptions) {
  const names = { secret: true, scheme: true, only: true, timeoutMs: true }
  const { scheme = 'promptlayer', only, timeoutMs, ...others } = copyOptions(options, names)
  if (scheme !== 'promptlayer' && scheme !== 'standard-webhooks') {
    throw new TypeError('scheme: expected promptlayer or standard-webhooks')
  }
  if (timeoutMs !== undefined && !(timeoutMs > 0 && timeoutMs <= longestTimerMs)) {
    throw new TypeError(`timeoutMs: expected milliseconds above 0 and up to ${longestTimerMs}`)
  }
  if (only === undefined) return { ...others, scheme, timeoutMs, only }
  if (!Array.isArray(only) || only.length === 0) {
    throw new TypeError(
      `only: expected a list of ids, got ${Array.isArray(only) ? 'an empty one' : kindOf(only)}`,
    )
  }
  const ids = Array.from(only, String)
  const known = battery(scheme).map(({ id }) => id)
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown !== undefined) {
    throw new TypeError(`only: there is no check ${quoted(unknown)}; expected some of ${known.join(', ')}`)
  }
  return { ...others, scheme, timeoutMs, only: ids }
}

/**
 * Returns the function that sends requests to a target.
 *
 * @throws {TypeError} if the target is neither a function nor an http URL without credentials.
 */
export function exchangeWith(target: string | FetchFunction, timeoutMs: number): Exchange {
  if (typeof target === 'function') return exchangeOverFetch(target, 'http://localhost/', timeoutMs)
  const url = typeof target === 'string' ? parsed(target) : undefined
  if (!url) {
    throw new TypeError(
      'target: expected a function, or an http or https URL without credentials, such as http://localhost:3000/webhooks',
    )
  }
  return (
    exchangeOverNode(url, timeoutMs) ?? exchangeOverFetch((request) => globals.fetch(request), url, timeoutMs)
  )
}

function parsed(target: string): string | undefined {
  try {
    const { href, protocol, username, password } = new globals.URL(target)
    return /^https?:$/.test(protocol) && !username && !password ? href : undefined
  } catch {
    return undefined
  }
}
