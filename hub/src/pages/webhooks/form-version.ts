import { createHash } from 'node:crypto'
import type { WebhookFormValues } from './webhook-form.js'

/**
 * Identifies what a form was filled with. A form carries it, so that saving it does not undo what another
 * person saved in the meantime.
 */
export function formVersion(values: WebhookFormValues): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)
}
