/**
 * Adds the matchers `toBeWebhookEvent` and `toMatchContract` to `expect` of Vitest 3.2 or newer. Import it
 * in a setup file; it exports nothing.
 *
 * @packageDocumentation
 */

import { expect, vi } from 'vitest'
import { requireVersion } from '../issue/require-version.js'
import { addWebhookEventMatchers } from './add-matchers.js'
import type { WebhookEventMatchers } from './matchers.js'

// Vitest does not export its version. `vi.mockObject` came with 3.2, together with the type `Matchers`.
requireVersion('vitest', 'mockObject' in vi ? '3.2' : '3.1 or older', '3.2')

addWebhookEventMatchers(expect)

declare module 'vitest' {
  /** Adds `toBeWebhookEvent` and `toMatchContract` to `expect`. */
  interface Matchers<T> extends WebhookEventMatchers {}
}
