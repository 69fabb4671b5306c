import { requireVersion } from '../issue/require-version.js'

// Callers pass fast-check in. Without it installed, the declarations of the other exports must still compile.
// biome-ignore-start lint/suspicious/noTsIgnore: the package is installed here, so there is no error to
// expect

/** @ts-ignore The default export of fast-check; `any` if fast-check is not installed. */
export type FastCheck = typeof import('fast-check').default

/** @ts-ignore An arbitrary of fast-check; `any` if fast-check is not installed. */
export type Arbitrary<Value> = import('fast-check').Arbitrary<Value>

// biome-ignore-end lint/suspicious/noTsIgnore: as above

/**
 * Checks the fast-check that a caller passes in.
 *
 * @throws {Error} if it is too old.
 */
export function requireFastCheck(fc: FastCheck): void {
  requireVersion('fast-check', `${fc.__version}`, '3.23')
}

const arbitraries = new WeakMap<object, Map<unknown, unknown>>()

/**
 * Returns the arbitrary stored under the key, or makes and stores it. Making an arbitrary takes up to 10 ms,
 * and events have most of their fields in common.
 */
export function madeOnce<Value>(fc: FastCheck, key: unknown, make: () => Arbitrary<Value>): Arbitrary<Value> {
  const made = arbitraries.get(fc) ?? new Map<unknown, unknown>()
  arbitraries.set(fc, made)
  if (!made.has(key)) made.set(key, make())
  return made.get(key) as Arbitrary<Value>
}
