import { expect } from 'vitest'
import { type WebhookEventMatchers, webhookEventMatchers } from './matchers.js'

expect.extend(webhookEventMatchers)

declare module 'vitest' {
  /** Adds `toBeWebhookEvent` and `toMatchContract` to `expect`. */
  interface Matchers<T> extends WebhookEventMatchers {}
}
