/** How often every peer runs before it is measured. */
export const warmUpRounds = 3

/**
 * Runs every peer in every round, so that all run under the same load. Returns the seconds per round of each.
 */
export async function interleave(
  peers: Record<string, () => void | Promise<void>>,
  rounds: number,
): Promise<Record<string, number[]>> {
  const names = Object.keys(peers)
  const seconds: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    for (const name of orderOf(names, round)) {
      const start = process.hrtime.bigint()
      await peers[name]?.()
      if (round >= warmUpRounds) seconds[name]?.push(Number(process.hrtime.bigint() - start) / 1e9)
    }
  }
  return seconds
}

/**
 * The order of a round. In twice as many rounds as there are peers, each follows every other one equally
 * often: otherwise one peer would always pay for the garbage of another.
 */
function orderOf(names: readonly string[], round: number): readonly string[] {
  const count = names.length
  // 0, 1, -1, 2, -2 and so on: the distances between neighbours differ, and so do the pairs of each round.
  const zigzag = names.map((_, index) => (index % 2 ? (index + 1) / 2 : count - index / 2))
  const order = zigzag.map((offset) => names[(round + offset) % count] ?? '')
  // Of an odd number of peers, only the reverse has the other half of the pairs.
  return Math.floor(round / count) % 2 ? order.reverse() : order
}

/** Returns the median, or `NaN` of an empty list. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Returns the median of the peer whose median is the highest. */
export function slowestMedian(times: Readonly<Record<string, readonly number[]>>): number {
  return Math.max(...Object.values(times).map(median))
}

/** Returns the lower quartile, or `NaN` of an empty list. For processes: what else runs only delays them. */
export function lowerQuartile(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN
}
