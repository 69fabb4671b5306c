// Four classes for each doubling: a latency that is read from its class is at most 10 percent off.
const classesPerDoubling = 4

/** The class that a latency is counted in. */
export function latencyClass(latencyMs: number): number {
  return Math.ceil(classesPerDoubling * Math.log2(Math.max(latencyMs, 1)))
}

/** The number of latencies in each class. */
export type LatencyCounts = ReadonlyMap<number, number>

/**
 * The latency in milliseconds that a share of all latencies does not exceed, such as 0.95. `null` if there
 * are none.
 */
export function latencyQuantile(counts: LatencyCounts, share: number): number | null {
  const classes = [...counts].sort(([one], [other]) => one - other)
  const total = classes.reduce((sum, [, count]) => sum + count, 0)
  let seen = 0
  for (const [each, count] of classes) {
    seen += count
    // The middle of the class.
    if (seen >= share * total) return Number((2 ** ((each - 0.5) / classesPerDoubling)).toPrecision(3))
  }
  return null
}
