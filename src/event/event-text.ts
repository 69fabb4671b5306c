import { invalidReading } from './invalid-reading.js'
import { readWebhookEvent, type WebhookEventReading } from './reading.js'

/**
 * Reads the event in the text of a body.
 *
 * @param text `undefined` if the bytes are not UTF-8. Like text that is not JSON, it has the issue
 * `invalid_json`.
 */
export function readEventText(text = ''): WebhookEventReading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The error is not kept as the cause: its message shows a piece of the text.
    const issue = { path: [], message: 'expected JSON in UTF-8', code: 'invalid_json' } as const
    return invalidReading(() => [issue])
  }
  return readWebhookEvent(value)
}
