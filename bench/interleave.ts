/** Runs every peer in every round, so that all see the same machine, and gives each one's seconds per round. */
export function interleave(peers: Record<string, () => void>, rounds: number): Record<string, number[]> {
  const names = Object.keys(peers)
  const seconds: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = -3; round < rounds; round++) {
    // Each round starts with another peer: none is always the one after the garbage.
    for (const index of names.keys()) {
      const name = names[(index + round + names.length * 3) % names.length] ?? ''
      const start = process.hrtime.bigint()
      peers[name]?.()
      if (round >= 0) seconds[name]?.push(Number(process.hrtime.bigint() - start) / 1e9)
    }
  }
  return seconds
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
