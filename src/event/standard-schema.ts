import type { WebhookEvent } from '../generated/types.js'
import { readWebhookEvent } from './reading.js'

/** An issue, as Standard Schema defines it. */
interface StandardIssue {
  readonly message: string
  readonly path: readonly (string | number)[]
}

/**
 * The tolerant contract as a Standard Schema (v1, https://standardschema.dev), for libraries that accept one.
 * An event of an unknown type is an issue here. To acknowledge such events, as a receiver should, use
 * `readWebhookEvent`.
 *
 * @example
 * ```ts
 * app.post('/', sValidator('json', webhookEventStandardSchema), (context) => {
 *   const event = context.req.valid('json')
 *   return context.text(event.event_type)
 * })
 * ```
 */
export const webhookEventStandardSchema = {
  '~standard': {
    version: 1,
    vendor: 'prompt-webhooks',
    validate(
      value: unknown,
    ): { readonly value: WebhookEvent } | { readonly issues: readonly StandardIssue[] } {
      const reading = readWebhookEvent(value)
      if (reading.kind === 'event') return { value: reading.event }
      if (reading.kind === 'invalid') return { issues: reading.error.issues }
      return {
        issues: [{ message: 'event_type: expected a known event type, got another', path: ['event_type'] }],
      }
    },
    types: undefined as { readonly input: WebhookEvent; readonly output: WebhookEvent } | undefined,
  },
} as const
