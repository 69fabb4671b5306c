import { readdirSync, readFileSync } from 'node:fs'
import { isStrictWebhookEvent, isWebhookEvent, parseWebhookEvent, readWebhookEvent } from '../dist/index.js'
import { webhookEventSchema } from '../dist/zod.js'
import { interleave, median } from './interleave.js'

const payloads = readdirSync('examples/payloads').map((name) =>
  readFileSync(`examples/payloads/${name}`, 'utf8'),
)
const named = payloads.map((text) =>
  text.replace(/}$/, ',"user_name":"John Doe","user_email":"john.doe@example.com"}'),
)
const valid = [...payloads, ...named]
const invalid = valid.flatMap((text) => [
  text.replace(/("\w+_id":)(\d+)/, '$1"$2"'),
  text.replace(/("timestamp":"\d{4})-\d\d/, '$1-13'),
])

const eventsPerRound = 20_000
for (const [name, texts] of Object.entries({ valid, invalid, mixed: [...valid, ...valid, ...invalid] })) {
  const stream = Array.from({ length: eventsPerRound }, (_, index) => texts[(index * 7) % texts.length] ?? '')
  const values: unknown[] = stream.map((text) => JSON.parse(text))
  let accepted = 0
  const seconds = interleave(
    {
      parse: () => {
        for (const text of stream) if (JSON.parse(text)) accepted++
      },
      guard: () => {
        for (const value of values) if (isWebhookEvent(value)) accepted++
      },
      strict: () => {
        for (const value of values) if (isStrictWebhookEvent(value)) accepted++
      },
      read: () => {
        for (const value of values) if (readWebhookEvent(value).kind === 'event') accepted++
      },
      'read, issues': () => {
        for (const value of values) {
          const reading = readWebhookEvent(value)
          if (reading.kind !== 'invalid' || reading.error.issues.length) accepted++
        }
      },
      'parse, catch': () => {
        for (const value of values) {
          try {
            if (parseWebhookEvent(value)) accepted++
          } catch {}
        }
      },
      zod: () => {
        for (const value of values) if (webhookEventSchema.safeParse(value).success) accepted++
      },
      'zod, issues': () => {
        for (const value of values) {
          const result = webhookEventSchema.safeParse(value)
          if (result.success || result.error.issues.length) accepted++
        }
      },
    },
    30,
  )
  const ratio = (a: string, b: string) =>
    median((seconds[a] ?? []).map((each, round) => each / (seconds[b]?.[round] ?? 1))).toFixed(3)
  const perEvent = (peer: string) => `${((median(seconds[peer] ?? []) / eventsPerRound) * 1e9).toFixed(0)} ns`
  console.log(`${name} (${accepted ? eventsPerRound : 0} events per round, medians of 30 rounds)`)
  for (const peer of Object.keys(seconds)) {
    console.log(
      `  ${peer.padEnd(12)} ${perEvent(peer).padStart(8)}  ${ratio(peer, 'parse')} of JSON.parse  zod takes ${ratio('zod', peer)} times as long`,
    )
  }
}

const values: unknown[] = valid.map((text) => JSON.parse(text))
const used = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
const judge = (calls: number) => {
  let accepted = 0
  for (let call = 0; call < calls; call++) if (isWebhookEvent(values[call % values.length])) accepted++
  return accepted
}
judge(1e5)
const before = used()
judge(1e7)
console.log(`heap growth after 10,000,000 calls of the guard: ${((used() - before) / 1024).toFixed(0)} KiB`)
