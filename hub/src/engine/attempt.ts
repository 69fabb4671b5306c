import type { Logger } from 'pino'
import { type DeliveryResult, deliver } from 'prompt-webhooks/emitter'
import type { Acknowledgement } from './acknowledgement.js'
import type { DueDelivery } from './due-delivery.js'

export interface AttemptOptions {
  readonly allow: readonly string[]
  /** Milliseconds for a whole attempt, unless its webhook has its own. */
  readonly timeoutMs: number
  /** Max bytes of each response body to store. */
  readonly maxResponseBodyBytes: number
}

export interface AttemptDependencies {
  readonly logger: Logger
  /** Called after each attempt. */
  readonly onAttempt: (result: DeliveryResult) => void
  /** Aborts attempts: the process stops. */
  readonly signal: AbortSignal
}

/** Makes one attempt. Returns what to record about it, or undefined if it was aborted. */
export async function attempt(
  job: DueDelivery,
  { allow, timeoutMs, maxResponseBodyBytes }: AttemptOptions,
  { logger, onAttempt, signal }: AttemptDependencies,
): Promise<Acknowledgement | undefined> {
  const { id, webhookId, event, url, secrets, headers, tries } = job
  const startedAt = new Date()
  const about = { delivery: id, webhook: webhookId, event: event.event_type, attempt: tries + 1 }
  try {
    const how = { id, allow, timeoutMs: job.timeoutMs ?? timeoutMs, maxResponseBodyBytes, signal }
    const result = withoutValues(await deliver(event, { url, secret: secrets, headers }, how), headers)
    const { outcome, reason, latencyMs } = result
    if (signal.aborted && outcome === 'retry') return undefined
    logger.info({ ...about, outcome, reason, latency: Math.round(latencyMs) }, 'attempt')
    onAttempt(result)
    return { kind: 'attempted', job, startedAt, result }
  } catch (error) {
    // The event or the endpoint is not valid under this version's contract, so no attempt can succeed.
    logger.error({ ...about, err: error }, 'attempt not possible')
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'ended', job, reason: `attempt not possible: ${message}` }
  }
}

/** Hides the values of the webhook's own headers, which are secrets: results are stored and shown. */
function withoutValues(result: DeliveryResult, own: DueDelivery['headers']): DeliveryResult {
  const hidden = Object.keys(own).map((name) => [name, '(hidden)'])
  const headers = { ...result.request.headers, ...Object.fromEntries(hidden) }
  return { ...result, request: { ...result.request, headers } }
}
