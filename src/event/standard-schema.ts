import { webhookEventJson } from '../generated/json-schema.js'
import type { WebhookEvent } from '../generated/types.js'
import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'
import { toDraft202012 } from './draft-2020-12.js'
import { readWebhookEvent } from './reading.js'

/**
 * The tolerant contract as a Standard Schema and a Standard JSON Schema (v1, https://standardschema.dev), for
 * libraries that accept one. An event of an unknown type is an issue here. To acknowledge such events, as a
 * receiver should, use `readWebhookEvent`.
 *
 * `jsonSchema.input` and `jsonSchema.output` return the published schema `WebhookEvent.json`, which describes
 * both: validation changes nothing. Each call returns a new object that you may change. They throw a
 * `TypeError` for any `target` but `draft-2020-12` and `draft-07`.
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
    validate(value: unknown):
      | { readonly value: WebhookEvent }
      | {
          readonly issues: readonly {
            readonly message: string
            readonly path: readonly (string | number)[]
          }[]
        } {
      const reading = readWebhookEvent(value)
      if (reading.kind === 'event') return { value: reading.event }
      if (reading.kind === 'invalid') return { issues: reading.error.issues }
      return {
        issues: [{ message: 'event_type: expected a known event type, got another', path: ['event_type'] }],
      }
    },
    /** The published schema of an event, for a draft of JSON Schema. */
    jsonSchema: { input: jsonSchemaOf, output: jsonSchemaOf },
    types: undefined as { readonly input: WebhookEvent; readonly output: WebhookEvent } | undefined,
  },
} as const

// `libraryOptions` is for other vendors.
function jsonSchemaOf(options: {
  readonly target: 'draft-2020-12' | 'draft-07' | (string & {})
  readonly libraryOptions?: { readonly [name: string]: unknown } | undefined
}): { [keyword: string]: unknown } {
  const target: unknown = Object(options).target
  if (target !== 'draft-2020-12' && target !== 'draft-07') {
    const got = typeof target === 'string' ? quoted(target) : kindOf(target)
    throw new TypeError(
      `target: expected "draft-2020-12" or "draft-07", got ${got}. For OpenAPI 3.1, use prompt-webhooks/schemas/v1/openapi.json`,
    )
  }
  const schema: { [keyword: string]: unknown } = JSON.parse(webhookEventJson())
  return target === 'draft-07' ? schema : toDraft202012(schema)
}
