import {
  eventDate,
  isStrictWebhookEvent,
  isWebhookEvent,
  isWebhookEventType,
  parseStrictWebhookEvent,
  parseWebhookEvent,
  readStrictWebhookEvent,
  readWebhookEvent,
  WebhookContractError,
  webhookEventStandardSchema,
  webhookEventTypes,
} from 'prompt-webhooks'
import { exampleEvents } from 'prompt-webhooks/testing'
import { type Group, outcomeOf, record, same } from '../check.js'

const strengths = [
  { key: 'valid', is: isWebhookEvent, read: readWebhookEvent, parse: parseWebhookEvent },
  {
    key: 'strictValid',
    is: isStrictWebhookEvent,
    read: readStrictWebhookEvent,
    parse: parseStrictWebhookEvent,
  },
] as const

/** The public functions of the main entry, on the whole corpus. */
export const reading: Group = {
  entry: '.',
  needs: [],
  checks: [
    {
      name: 'the guards, the readers and the parsers give the verdicts of the corpus',
      run: ({ corpus }) => {
        for (const each of corpus) {
          const { description, data } = each
          for (const { key, is, read, parse } of strengths) {
            same(is(data), each[key], description)
            same(read(data).kind === 'event', each[key], description)
            same(outcomeOf(() => parse(data) === data) === true, each[key], description)
          }
        }
      },
    },
    {
      name: 'every refusal names the same fields, in the same words',
      run: ({ corpus }) => {
        let text = ''
        for (const { data, valid } of corpus) {
          const reading = readWebhookEvent(data)
          if (reading.kind !== 'invalid') continue
          same([valid, reading.error instanceof WebhookContractError], [false, true])
          text += `${reading.error.message}${JSON.stringify(reading.error.issues)}`
        }
        record('refusals', [text.length, checksum(text)])
      },
    },
    {
      name: 'each example has its type and its time, and satisfies the Standard Schema',
      run: async () => {
        for (const type of webhookEventTypes) {
          const event = exampleEvents[type]
          same([event.event_type, isWebhookEventType(type)], [type, true])
          same(eventDate(event).toISOString().slice(0, 19), event.timestamp.slice(0, 19))
          const result = await webhookEventStandardSchema['~standard'].validate(event)
          same('value' in result && result.value, event)
        }
      },
    },
  ],
}

/** A short stand-in for a long text (FNV-1a). */
function checksum(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
