import { expect, vi } from 'vitest'
import { requireVersion } from '../issue/require-version.js'
import { type WebhookEventMatchers, webhookEventMatchers } from './matchers.js'

// Vitest does not export its version. `vi.mockObject` came with 3.2, together with the type `Matchers`.
requireVersion({
  entry: 'prompt-webhooks/testing/vitest',
  library: 'vitest',
  found: 'mockObject' in vi ? '3.2' : 'before 3.2',
  needed: '3.2',
})

expect.extend(webhookEventMatchers)

declare module 'vitest' {
  /** Adds `toBeWebhookEvent` and `toMatchContract` to `expect`. */
  interface Matchers<T> extends WebhookEventMatchers {}
}
