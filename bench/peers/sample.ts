// One contender in its own process: prints, as JSON, how long and how much memory its calls take.
import { readdirSync, readFileSync } from 'node:fs'
import { each } from '../expect-count.js'
import { interleave, median } from '../interleave.js'

const payloads = readdirSync('examples/payloads').map((name) =>
  readFileSync(`examples/payloads/${name}`, 'utf8'),
)
const valid = [
  ...payloads,
  ...payloads.map((text) =>
    text.replace(/}$/, ',"user_name":"John Doe","user_email":"john.doe@example.com"}'),
  ),
]
/** One wrong field each: an id as text, or a month 13. */
const invalid = valid.flatMap((text) => [
  text.replace(/("\w+_id":)(\d+)/, '$1"$2"'),
  text.replace(/("timestamp":"\d{4})-\d\d/, '$1-13'),
])

const eventsPerRound = 2_000
const rounds = 30
const { guard, issues, kind } = await import(new URL(`modules/${process.argv[2]}.mjs`, import.meta.url).href)
const stream = (texts: readonly string[]) =>
  Array.from({ length: eventsPerRound }, (_, index) => texts[(index * 7) % texts.length] ?? '')
const seconds: Record<string, number[]> = {}
for (const [name, texts] of Object.entries({ valid: stream(valid), invalid: stream(invalid) })) {
  const values: unknown[] = texts.map((text) => JSON.parse(text))
  const [accepted, withIssues] = name === 'valid' ? [values.length, 0] : [0, values.length]
  Object.assign(
    seconds,
    await interleave(
      {
        [`${name}, JSON.parse`]: each(texts, (text) => JSON.parse(text), texts.length),
        [`${name}, guard`]: each(values, guard, accepted),
        [`${name}, issues`]: each(values, issues, withIssues),
        ...(kind ? { [`${name}, kind`]: each(values, kind, values.length) } : {}),
      },
      rounds,
    ),
  )
}

const results: Record<string, { nanoseconds: number; ratio: number }> = {}
for (const [name, durations] of Object.entries(seconds)) {
  const parse = seconds[`${name.split(',')[0]}, JSON.parse`] ?? []
  results[name] = {
    nanoseconds: (median(durations) / eventsPerRound) * 1e9,
    ratio: median(durations.map((duration, round) => duration / (parse[round] ?? Number.NaN))),
  }
}

/** The bytes that one call allocates. The young generation is so large that no collection runs meanwhile. */
function bytesOf(texts: readonly string[], call: (value: unknown) => unknown, expected: number): number {
  const values = stream(texts).map((text): unknown => JSON.parse(text))
  const measured = each(values, call, expected)
  measured()
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  measured()
  return (process.memoryUsage().heapUsed - before) / values.length
}
const bytes = {
  guard: bytesOf(valid, guard, eventsPerRound),
  issues: bytesOf(invalid, issues, eventsPerRound),
}
console.log(JSON.stringify({ results, bytes }))
