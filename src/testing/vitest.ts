import { expect } from 'vitest'
import { type WebhookEventMatchers, webhookEventMatchers } from './matchers.js'

expect.extend(webhookEventMatchers)

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: as vitest declares it
  interface Matchers<T = any> extends WebhookEventMatchers {}
}
