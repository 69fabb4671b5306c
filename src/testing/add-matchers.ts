import { type WebhookEventMatchers, webhookEventMatchers } from './matchers.js'

/** The part of `expect` that every test runner has. */
export interface ExtensibleExpect {
  extend(matchers: typeof webhookEventMatchers): unknown
}

/**
 * Adds `toBeWebhookEvent` and `toMatchContract` to the `expect` of Jest and of runners like it. Inside other
 * matchers, such as `toEqual`, they say in the diff why a value does not match. In Vitest, import
 * `prompt-webhooks/testing/vitest` instead.
 *
 * @example
 * ```ts
 * addWebhookEventMatchers(expect)
 * expect(call).toEqual({ attempt: 1, event: expect.toBeWebhookEvent() })
 * ```
 */
export function addWebhookEventMatchers(expect: ExtensibleExpect): void {
  expect.extend(webhookEventMatchers)
  for (const name of ['toBeWebhookEvent', 'toMatchContract'] as const) {
    // Each call of `extend` makes a class for each matcher.
    const asymmetric = (expect as Partial<WebhookEventMatchers<AsymmetricMatcher>>)[name]?.()
    if (typeof asymmetric?.toAsymmetricMatcher === 'function') {
      sayWhy(Object.getPrototypeOf(asymmetric), webhookEventMatchers[name])
    }
  }
}

/** What Jest and Vitest make of `expect.toBeWebhookEvent()`. */
interface AsymmetricMatcher {
  /** The arguments of the matcher. */
  readonly sample: readonly never[]
  asymmetricMatch(received: unknown): boolean
  /** What the diff shows in place of the value. */
  toAsymmetricMatcher(): string
}

function sayWhy(
  prototype: AsymmetricMatcher,
  match: (received: unknown, ...sample: readonly never[]) => { message(): string },
): void {
  const { asymmetricMatch, toAsymmetricMatcher } = prototype
  const refused = new WeakMap<AsymmetricMatcher, { readonly received: unknown }>()
  prototype.asymmetricMatch = function (received) {
    const isMatch = asymmetricMatch.call(this, received)
    if (isMatch) refused.delete(this)
    else refused.set(this, { received })
    return isMatch
  }
  prototype.toAsymmetricMatcher = function () {
    const name = toAsymmetricMatcher.call(this)
    const last = refused.get(this)
    return last ? `${name} (${match(last.received, ...this.sample).message()})` : name
  }
}
