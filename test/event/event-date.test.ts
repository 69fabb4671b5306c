import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { eventDate } from '../../src/index.js'

test.each([
  ['2023-12-01T22:05:57.924833', '2023-12-01T22:05:57.924Z'],
  ['2023-12-01T22:05:57', '2023-12-01T22:05:57.000Z'],
  ['2023-12-01T22:05:57.5', '2023-12-01T22:05:57.500Z'],
  ['2023-12-01T22:05:57Z', '2023-12-01T22:05:57.000Z'],
  ['2023-12-01T22:05:57.999999999+05:30', '2023-12-01T16:35:57.999Z'],
  ['2024-03-01T00:30:00+01:00', '2024-02-29T23:30:00.000Z'],
  ['0000-02-29T00:00:00-00:00', '0000-02-29T00:00:00.000Z'],
])('%s is %s', (timestamp, expected) => {
  expect(eventDate({ timestamp }).toISOString()).toBe(expected)
})

test.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns'])(
  'is the same in %s',
  (TZ) => {
    // The clocks of New York skip the first time.
    const program = `
      import { eventDate } from './src/index.ts'
      const dates = ['2023-03-12T02:30:00.1', '2023-12-01T22:05:57.924833'].map((timestamp) => eventDate({ timestamp }).toISOString())
      console.log(dates.join(), new Date('2023-12-01T00:00:00').getTimezoneOffset())`
    const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    })
    const [dates, offset] = output.trim().split(' ')
    expect(dates).toBe('2023-03-12T02:30:00.100Z,2023-12-01T22:05:57.924Z')
    expect(offset === '0').toBe(TZ === 'UTC')
  },
)
