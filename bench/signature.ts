import { createHmac, timingSafeEqual } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { signPayload, verifySignature, verifyWebhookEvent } from '../dist/signature/index.js'
import { interleave, median } from './interleave.js'

const secret = 'test-secret'
const verifyRaw = (body: string | Uint8Array, signature: string) =>
  timingSafeEqual(createHmac('sha256', secret).update(body).digest(), Buffer.from(signature, 'hex'))

const texts = readdirSync('examples/payloads').map((name) => {
  const event = JSON.parse(readFileSync(`examples/payloads/${name}`, 'utf8'))
  return JSON.stringify({ ...event, user_name: 'John Doe', user_email: 'john.doe@example.com' })
})
const length = texts.reduce((sum, text) => sum + text.length, 0) / texts.length
const eventsPerRound = 7_000

const forms: Record<string, (text: string) => string | Uint8Array> = {
  'bodies as text': (text) => text,
  'bodies as bytes': (text) => Buffer.from(text),
}
for (const [form, bodyOf] of Object.entries(forms)) {
  const stream = Array.from({ length: eventsPerRound }, (_, index) => {
    const text = texts[index % texts.length] ?? ''
    const raw = createHmac('sha256', secret).update(text).digest('hex')
    return { body: bodyOf(text), raw, canonical: signPayload(text, secret) }
  })
  let verified = 0
  const peers = {
    raw: () => {
      for (const { body, raw } of stream) if (verifyRaw(body, raw)) verified++
    },
    canonical: () => {
      for (const { body, canonical } of stream) {
        if (verifySignature({ body, signature: canonical, secret })) verified++
      }
    },
    parsed: () => {
      for (const { body, canonical } of stream) {
        if (verifySignature({ body, signature: canonical, secret }) && JSON.parse(String(body))) verified++
      }
    },
    validated: () => {
      for (const { body, canonical } of stream) {
        if (verifyWebhookEvent({ body, signature: canonical, secret }).event_type) verified++
      }
    },
  }
  const rounds = 40
  const seconds = await interleave(peers, rounds)
  if (verified % eventsPerRound !== 0) throw new Error('some events were not verified')
  const ratio = (a: keyof typeof peers, b: keyof typeof peers) =>
    median((seconds[a] ?? []).map((each, round) => each / (seconds[b]?.[round] ?? 1))).toFixed(3)
  console.log(
    `${form} (${length.toFixed(0)} characters, ${eventsPerRound} events per round, medians of ${rounds} rounds)`,
  )
  for (const [name, each] of Object.entries(seconds)) {
    console.log(`  ${name.padEnd(10)} ${((median(each) / eventsPerRound) * 1e9).toFixed(0).padStart(6)} ns`)
  }
  console.log(`  canonical verify takes ${ratio('canonical', 'raw')} times as long as a raw verify by hand`)
  console.log(
    `  verify + parse + validate takes ${ratio('validated', 'parsed')} times as long as verify + parse`,
  )
}
