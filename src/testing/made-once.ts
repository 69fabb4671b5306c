import type { Arbitrary, FastCheck } from './fast-check.js'

const madeBy = new WeakMap<object, Map<unknown, unknown>>()

/** What was made under this key before. It takes up to 10 ms to make an arbitrary, and events have most fields in common. */
export function madeOnce<Value>(fc: FastCheck, key: unknown, make: () => Arbitrary<Value>): Arbitrary<Value> {
  const made = madeBy.get(fc) ?? new Map<unknown, unknown>()
  madeBy.set(fc, made)
  if (!made.has(key)) made.set(key, make())
  return made.get(key) as Arbitrary<Value>
}
