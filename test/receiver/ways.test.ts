import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type ReceiverOptions, toNodeHandler } from '../../src/receiver/index.js'
import { fuzzRuns } from '../support/fuzz-runs.js'
import { seed } from '../support/random-seed.js'
import { loadIn, runtimes } from '../support/runtimes.js'
import {
  type Bytes,
  body,
  change,
  changedSignature,
  macs,
  method,
  otherHeaders,
} from './arbitrary-request.js'
import { messageHeaders, messageSecret, secret } from './signed-request.js'

// One request has one answer: whichever way it comes in, and whatever the runtime hashes with.

interface Sent {
  readonly method: string
  readonly headers: Headers
  readonly bytes: Bytes
  /** Where the body is cut into chunks. */
  readonly cuts: readonly number[]
}

interface Answer {
  readonly status: number
  readonly body: string
}

function chunksOf({ bytes, cuts }: Sent): Uint8Array[] {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end))
}

/** A request and a response of `node:http`, without a socket. */
async function throughNode(receiver: Parameters<typeof toNodeHandler>[0], sent: Sent): Promise<Answer> {
  const chunks = chunksOf(sent).filter((chunk) => chunk.length > 0)
  const request = Object.assign(Readable.from(chunks, { objectMode: false }), {
    method: sent.method,
    headers: Object.fromEntries(sent.headers),
    httpVersionMajor: 1,
    complete: true,
  })
  let body = ''
  const response = Object.assign(new EventEmitter(), {
    statusCode: 0,
    headersSent: false,
    setHeader: () => {},
    end: (text = '') => {
      body = text
    },
  })
  await toNodeHandler(receiver)(request, response)
  return { status: response.statusCode, body }
}

const requestOf = ({ method, headers }: Sent, body: Bytes | ReadableStream) =>
  new Request('http://localhost', { method, headers, body, duplex: 'half' } as RequestInit)

async function answerOf(response: { readonly status: number; text(): Promise<string> }): Promise<Answer> {
  return { status: response.status, body: await response.text() }
}

const load = async () => (await import('../../src/receiver/index.js')).createReceiver
const [withNode, withoutNode] = runtimes
// One after the other: what a module finds when it is loaded decides what it hashes with.
const receivers = [await loadIn(withNode, load), await loadIn(withoutNode, load)]

/** Sends a request in every way, to receivers with these options. Returns what came of it. */
async function everyWay(sent: Sent, options: Pick<ReceiverOptions, 'scheme' | 'secret'>) {
  const results: object[] = []
  for (const createReceiver of receivers) {
    for (const way of ['fetch', 'fetch of a stream', 'receive', 'node:http']) {
      const seen: unknown[] = []
      const receiver = createReceiver({
        ...options,
        maxBodyBytes: 20_000,
        now: () => 1_700_000_000_000,
        on: {},
        onAny: (event, { deliveryId }) => void seen.push(event, deliveryId),
        onUnknown: (event, { deliveryId }) => void seen.push(event, deliveryId),
        onRefused: ({ status, reason }) => void seen.push(status, reason),
        onError: (error) => void seen.push(String(error)),
      })
      let answer: Answer
      if (way === 'receive') {
        const { method, headers, bytes } = sent
        const { status } = await receiver.receive({ method, headers, body: bytes })
        answer = { status, body: (results[0] as Answer).body }
      } else if (way === 'node:http') answer = await throughNode(receiver, sent)
      else {
        const stream = () =>
          new ReadableStream({
            start: (controller) => {
              for (const chunk of chunksOf(sent)) controller.enqueue(chunk)
              controller.close()
            },
          })
        answer = await answerOf(
          await receiver.fetch(requestOf(sent, way === 'fetch' ? sent.bytes : stream())),
        )
      }
      results.push({ ...answer, seen })
    }
  }
  return results
}

const schemes = fc.constantFrom('promptlayer', 'standard-webhooks', 'both')

test('a request has the same answer in every way and in every runtime', async () => {
  const statuses: Record<string, number> = {}
  const webCrypto = vi.spyOn(crypto.subtle, 'sign')
  const property = fc.asyncProperty(
    body,
    schemes,
    change,
    otherHeaders,
    method,
    fc.array(fc.nat(), { maxLength: 4 }),
    fc.constantFrom(-400, -300, 0, 300, 400),
    async (bytes, scheme, signatureChange, others, method, cuts, ahead) => {
      const [mac = ''] = macs(bytes)
      const timestamp = 1_700_000_000 + ahead
      const headers = new Headers({
        ...(scheme === 'promptlayer' ? {} : messageHeaders(bytes, { timestamp })),
        'content-type': 'application/json',
        ...others,
      })
      const signature = scheme === 'standard-webhooks' ? undefined : changedSignature(mac, signatureChange)
      if (signature !== undefined) headers.set('x-promptlayer-signature', signature)
      const secrets = scheme === 'standard-webhooks' ? messageSecret : [secret, messageSecret]
      const [first, ...rest] = await everyWay({ method, headers, bytes, cuts }, { scheme, secret: secrets })
      const { status } = first as Answer
      statuses[status] = (statuses[status] ?? 0) + 1
      for (const each of rest) expect(each).toEqual(first)
    },
  )
  await fc.assert(property, { numRuns: fuzzRuns(4000), seed })
  expect(webCrypto).toHaveBeenCalled()
  webCrypto.mockRestore()
  for (const status of [204, 400, 401, 405, 413, 415, 422])
    expect(statuses[status], `${status}, seed ${seed}`).toBeGreaterThan(0)
}, 300_000)
