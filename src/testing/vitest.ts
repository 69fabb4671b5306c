import { expect } from 'vitest'
import { type WebhookEventMatchers, webhookEventMatchers } from './matchers.js'

expect.extend(webhookEventMatchers)

declare module 'vitest' {
  interface Matchers<T> extends WebhookEventMatchers {}
}
