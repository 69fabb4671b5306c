// Compares the ways to verify a signature, and shows which of them are right: `npm run bench:peers`.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { verify } from '@octokit/webhooks-methods'
import { signPayload, verifySignature, verifyWebhookEvent } from 'prompt-webhooks/signature'
import { signMessage, verifyMessage } from 'prompt-webhooks/standard-webhooks'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { writeAsSenderSample } from '../../src/signature/explanation/json-layout.js'
import { each, expectCount } from '../expect-count.js'
import { interleave, median } from '../interleave.js'
import { report, spread, table } from '../performance-page.js'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const hmac = (body: string | Uint8Array) => createHmac('sha256', secret).update(body).digest()
const equals = (expected: Buffer, signature: string) =>
  timingSafeEqual(expected, Buffer.from(signature, 'hex'))
const signatureOfSample = (body: string) => hmac(writeAsSenderSample(JSON.parse(body)))

const texts = readdirSync('examples/payloads').map((name) => {
  const event = JSON.parse(readFileSync(`examples/payloads/${name}`, 'utf8'))
  return JSON.stringify({ ...event, user_name: 'John Doe', user_email: 'john.doe@example.com' })
})
const deliveriesPerRound = 4_000
const rounds = 20
const timestamp = Math.floor(Date.now() / 1000)
const stream = Array.from({ length: deliveriesPerRound }, (_, index) => {
  const body = texts[index % texts.length] ?? ''
  const headers = signMessage({ id: `msg_${index}`, timestamp, body, secret })
  return {
    body,
    headers,
    svixHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace('webhook-', 'svix-'), value]),
    ),
    canonical: signPayload(body, secret),
    sample: signatureOfSample(body).toString('hex'),
    raw: hmac(body).toString('hex'),
  }
})

type Delivery = (typeof stream)[number]
const verifying = (check: (delivery: Delivery) => unknown) => each(stream, check, stream.length)
const standard = new StandardWebhook(secret)
const svix = new SvixWebhook(secret)
const peers: Record<string, Record<string, () => void | Promise<void>>> = {
  "The sender's scheme": {
    'an HMAC of the raw body, by hand': verifying(({ body, raw }) => equals(hmac(body), raw)),
    '`verifySignature` of prompt-webhooks': verifying(({ body, canonical }) =>
      verifySignature({ body, signature: canonical, secret }),
    ),
    "the sender's JavaScript sample": verifying(({ body, sample }) =>
      equals(signatureOfSample(body), sample),
    ),
    '`verify` of @octokit/webhooks-methods, of the raw body': async () => {
      let verified = 0
      for (const { body, raw } of stream) if (await verify(secret, body, `sha256=${raw}`)) verified++
      expectCount(verified, stream.length)
    },
  },
  'Standard Webhooks': {
    'an HMAC of the raw body, by hand': verifying(({ body, raw }) => equals(hmac(body), raw)),
    '`verifyMessage` of prompt-webhooks': verifying(({ body, headers }) =>
      Boolean(verifyMessage({ body, headers, secret })),
    ),
    standardwebhooks: verifying(({ body, headers }) => Boolean(standard.verify(body, { ...headers }))),
    // It throws if the signature is wrong, and returns nothing if it is right.
    svix: verifying(({ body, svixHeaders }) => svix.verify(body, svixHeaders) === undefined),
  },
  'Verify, parse and validate': {
    '`verifySignature`, then `JSON.parse`': verifying(
      ({ body, canonical }) => verifySignature({ body, signature: canonical, secret }) && JSON.parse(body),
    ),
    '`verifyWebhookEvent`': verifying(({ body, canonical }) =>
      Boolean(verifyWebhookEvent({ body, signature: canonical, secret })),
    ),
  },
}

const lines: string[] = []
for (const [title, group] of Object.entries(peers)) {
  const seconds = await interleave(group, rounds)
  const [yardstick = []] = Object.values(seconds)
  const rows = Object.entries(seconds).map(([name, durations]) => [
    name,
    spread(durations.map((duration, round) => duration / (yardstick[round] ?? Number.NaN))),
    `${Math.round((median(durations) / deliveriesPerRound) * 1e9).toLocaleString('en')} ns`,
  ])
  lines.push(...table([title, 'ratio', 'time'], rows), '')
}

const vectors: { description: string; body: string; secret: string; signature: string | null }[] = JSON.parse(
  readFileSync('test/vectors/signature.json', 'utf8'),
)
const signed = vectors.filter(({ signature }) => signature !== null)
const isRight = (method: (body: string, secret: string) => string) =>
  signed.map(({ body, secret, signature }) => {
    try {
      return method(body, secret) === signature
    } catch {
      return false
    }
  })
const hex = (text: string, secret: string) => createHmac('sha256', secret).update(text).digest('hex')
const verdicts: Record<string, boolean[]> = {
  '`signPayload`': isRight(signPayload),
  'the sample': isRight((body, secret) => hex(writeAsSenderSample(JSON.parse(body)), secret)),
  '`JSON.stringify` of the body': isRight((body, secret) => hex(JSON.stringify(JSON.parse(body)), secret)),
  'the raw body': isRight(hex),
}
lines.push(
  `Of ${signed.length} bodies that Python signs, these methods get so many right:`,
  '',
  ...table(Object.keys(verdicts), [
    Object.values(verdicts).map((right) => String(right.filter(Boolean).length)),
  ]),
  '',
  `The sample is wrong for: ${signed
    .filter((_, index) => !verdicts['the sample']?.[index])
    .map(({ description }) => description)
    .join('; ')}.`,
)
report('signatures', lines)
