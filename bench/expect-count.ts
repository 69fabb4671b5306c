/**
 * Throws unless a measured peer did exactly its work: one that refuses everything, or does nothing, would
 * look fast.
 */
export function expectCount(actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`A peer has ${actual} results, and ${expected} are expected`)
}

/** Returns a function that calls `check` with each item, and throws unless `expected` of them pass. */
export function each<Item>(
  items: readonly Item[],
  check: (item: Item) => unknown,
  expected: number,
): () => void {
  return () => {
    let passed = 0
    for (const item of items) if (check(item)) passed++
    expectCount(passed, expected)
  }
}
