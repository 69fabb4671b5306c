/**
 * Runs every peer in every round, so that all run under the same load. Returns the seconds per round of each.
 */
export async function interleave(
  peers: Record<string, () => void | Promise<void>>,
  rounds: number,
): Promise<Record<string, number[]>> {
  const names = Object.keys(peers)
  const seconds: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = -3; round < rounds; round++) {
    // The first peer rotates: otherwise one peer would always pay for the garbage of another.
    for (const index of names.keys()) {
      const name = names[(index + round + names.length * 3) % names.length] ?? ''
      const start = process.hrtime.bigint()
      await peers[name]?.()
      if (round >= 0) seconds[name]?.push(Number(process.hrtime.bigint() - start) / 1e9)
    }
  }
  return seconds
}

/** Returns the median, or `NaN` of an empty list. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Returns the lower quartile, or `NaN` of an empty list. For processes: what else runs only delays them. */
export function lowerQuartile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN
}
