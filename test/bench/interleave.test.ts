import { expect, test } from 'vitest'
import { interleave, slowestMedian, warmUpRounds } from '../../bench/interleave.js'

/** Runs peers in many rounds, and returns the order of each round. */
async function ordersOf(names: readonly string[], rounds: number): Promise<string[][]> {
  const calls: string[] = []
  const peers = names.map((name) => [name, () => void calls.push(name)])
  const seconds = await interleave(Object.fromEntries(peers), rounds - warmUpRounds)
  expect(Object.keys(seconds)).toEqual(names)
  for (const durations of Object.values(seconds)) expect(durations).toHaveLength(rounds - warmUpRounds)
  return Array.from({ length: rounds }, (_, round) =>
    calls.slice(round * names.length, (round + 1) * names.length),
  )
}

test.each([2, 3, 4, 5, 6])('of %i peers, each follows every other one equally often', async (count) => {
  const names = Array.from({ length: count }, (_, index) => `peer ${index}`)
  const orders = await ordersOf(names, 2 * count)
  for (const order of orders) expect([...order].sort()).toEqual(names)
  const pairs = orders.flatMap((order) => order.slice(1).map((name, index) => `${order[index]}, ${name}`))
  const expected = names.flatMap((a) =>
    names.filter((b) => b !== a).flatMap((b) => Array(2).fill(`${a}, ${b}`)),
  )
  expect(pairs.sort()).toEqual(expected.sort())
})

test.each([2, 3, 4, 5, 6])('of %i peers, each is the first of a round equally often', async (count) => {
  const names = Array.from({ length: count }, (_, index) => `peer ${index}`)
  const first = (await ordersOf(names, 2 * count)).map(([name]) => name)
  expect(first.sort()).toEqual([...names, ...names].sort())
})

test('the slowest median is not the fastest sample of the slowest', () => {
  const from = (start: number) => Array.from({ length: 25 }, (_, index) => start + index)
  expect(slowestMedian({ fast: from(0), slow: from(100) })).toBe(112)
  expect(slowestMedian({ slow: from(100).reverse(), fast: from(0) })).toBe(112)
})
