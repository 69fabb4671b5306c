import type { WebhookEvent } from '../generated/types.js'
import { readWebhookEvent } from './reading.js'

/** What a Standard Schema consumer is told of an issue. */
interface StandardIssue {
  readonly message: string
  readonly path: readonly (string | number)[]
}

/**
 * The tolerant contract as a Standard Schema (v1, https://standardschema.dev). It knows the types of the contract
 * only: to acknowledge others, as a receiver should, use `readWebhookEvent`.
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
