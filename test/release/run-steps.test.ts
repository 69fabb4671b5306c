import { expect, test } from 'vitest'
import { runSteps } from '../../release/run-steps.js'
import { selectSteps } from '../../release/select-steps.js'
import type { Step } from '../../release/step.js'
import { steps } from '../../release/steps.js'

const good: Step = { name: 'good', faults: () => [] }
const bad: Step = { name: 'bad', faults: async () => ['A is wrong.', 'Run b.'] }
const stops: Step = {
  name: 'stops',
  faults() {
    throw new Error('No a. Run b.')
  },
}
const forPerson: Step = { name: 'address', needsPerson: true, faults: () => ['No address.'] }

async function run(...some: readonly Step[]) {
  const lines: string[] = []
  let time = 0
  const now = () => {
    time += 1250
    return time
  }
  const isReady = await runSteps(some, { root: '.', print: (line) => lines.push(line), now })
  return { isReady, lines }
}

test('each step has a line, and the summary says that all is there', async () => {
  expect(await run(good, { ...good, name: 'better' })).toEqual({
    isReady: true,
    lines: ['✓ good 1.3 s', '✓ better 1.3 s', '', '2 of 2 steps passed. Ready to release.'],
  })
})

test('a fault does not stop the other steps, and neither does an error', async () => {
  expect(await run(bad, stops, good, forPerson)).toEqual({
    isReady: false,
    lines: [
      '✗ bad: A is wrong. Run b.',
      '✗ stops: It stopped: No a. Run b.',
      '✓ good 1.3 s',
      '✗ address: No address.',
      '',
      '1 of 4 steps passed. Not ready: bad, stops, address.',
    ],
  })
})

test('what only a person can supply is told apart, and is missing all the same', async () => {
  const { isReady, lines } = await run(good, forPerson)
  expect(isReady).toBe(false)
  expect(lines.at(-1)).toBe('1 of 2 steps passed. Ready, except for what only a person can supply: address.')
})

test('only the address needs a person', () => {
  expect(steps.filter(({ needsPerson }) => needsPerson).map(({ name }) => name)).toEqual(['addresses'])
})

test('arguments select steps, or leave some out', () => {
  const names = (...args: readonly string[]) => selectSteps([good, bad, stops], args).map(({ name }) => name)
  expect(names()).toEqual(['good', 'bad', 'stops'])
  expect(names('stops', 'good')).toEqual(['good', 'stops'])
  expect(names('--skip', 'bad', '--skip=good')).toEqual(['stops'])
  for (const wrong of [['goods'], ['--skip', 'goods']])
    expect(() => names(...wrong)).toThrow('No step is called goods. Steps: good, bad, stops.')
  expect(() => names('--only')).toThrow('--only')
})
