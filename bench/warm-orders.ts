import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  isStrictWebhookEvent,
  isWebhookEvent,
  parseWebhookEvent,
  readStrictWebhookEvent,
  readWebhookEvent,
} from 'prompt-webhooks'
import { expectCount } from './expect-count.js'
import { interleave } from './interleave.js'
import { report, spread, table } from './performance-page.js'

// What a guard costs depends on what the engine has seen before: which functions ran, in which order, and on
// which events. Each order runs in its own process, and the worst counts. The fastest round of each is
// compared, because whatever else runs on the machine only adds.
const payloads = readdirSync('examples/payloads').map((name) =>
  readFileSync(`examples/payloads/${name}`, 'utf8'),
)
const valid = payloads.flatMap((text) => [
  text,
  text.replace(/}$/, ',"user_name":"John Doe","user_email":"john.doe@example.com"}'),
])
const invalid = valid.flatMap((text) => [
  text.replace(/("\w+_id":)(\d+)/, '$1"$2"'),
  text.replace(/("timestamp":"\d{4})-\d\d/, '$1-13'),
])
const thrower = (value: unknown) => {
  try {
    parseWebhookEvent(value)
  } catch {}
}
const functions = [isWebhookEvent, isStrictWebhookEvent, readWebhookEvent, readStrictWebhookEvent, thrower]

/** Numbers below `count` that look random and are the same for a seed. */
function random(seed: number) {
  let state = seed * 2654435761 + 1
  return (count: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0
    return (state >>> 1) % count
  }
}

function shuffled<Item>(items: readonly Item[], next: (count: number) => number): Item[] {
  return items
    .map((item) => ({ item, at: next(1 << 30) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

const [, self, argument] = process.argv
const seedText = argument?.startsWith('--') ? undefined : argument
if (seedText === undefined) {
  const orders = 16
  const ratios: Record<string, number[]> = { valid: [], invalid: [] }
  for (let seed = 0; seed < orders; seed++) {
    const args = [...process.execArgv, self ?? fileURLToPath(import.meta.url), String(seed)]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    for (const [name, ratio] of Object.entries<number>(JSON.parse(stdout))) ratios[name]?.push(ratio)
  }
  report('warm-orders', [
    `${orders} orders:`,
    '',
    ...table(
      ['', 'median, with the best and the worst order'],
      Object.entries(ratios).map(([name, each]) => [name, spread(each)]),
    ),
  ])
} else {
  const next = random(Number(seedText))
  for (const warm of shuffled([...functions, ...functions], next)) {
    const texts = shuffled(next(2) ? valid : invalid, next)
    const values = texts.slice(0, 1 + next(texts.length)).map((text) => JSON.parse(text))
    for (let call = 0; call < 20_000; call++) warm(values[call % values.length])
  }
  const result: Record<string, number> = {}
  for (const [name, texts] of Object.entries({ valid, invalid })) {
    const values: unknown[] = texts.map((text) => JSON.parse(text))
    // Warming leaves the functions of some events unoptimised, and each gets a small share of the calls: the
    // first hundreds of rounds take up to half as long again.
    const seconds = await interleave(
      {
        parse: () => {
          let parsed = 0
          for (const text of texts) if (JSON.parse(text)) parsed++
          expectCount(parsed, texts.length)
        },
        guard: () => {
          let accepted = 0
          for (let time = 0; time < 8; time++)
            for (const value of values) if (isWebhookEvent(value)) accepted++
          expectCount(accepted, name === 'valid' ? 8 * values.length : 0)
        },
      },
      2500,
    )
    const fastest = (peer: string) => Math.min(...(seconds[peer] ?? []))
    result[name] = fastest('guard') / 8 / fastest('parse')
  }
  console.log(JSON.stringify(result))
}
