import { catalog } from '../../src/generated/catalog.js'
import type { WebhookEvent } from '../../src/index.js'

export const secret = 'test-secret'
export const messageSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
export const otherMessageSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'

export const moved: WebhookEvent = {
  ...catalog.prompt_template_label_moved.example,
  user_name: 'José',
  user_email: 'jose@example.com',
}
export const examples: readonly WebhookEvent[] = Object.values(catalog).map(({ example }) => example)
