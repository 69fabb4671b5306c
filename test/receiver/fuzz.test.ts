import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createReceiver } from '../../src/receiver/index.js'
import { fuzzRuns } from '../support/fuzz-runs.js'
import { seed } from '../support/random-seed.js'
import { body, change, changedSignature, macs, method, otherHeaders } from './arbitrary-request.js'
import { messageHeaders, messageSecret, moved, secret, signedHeaders } from './signed-request.js'

const rejections = vi.fn()
beforeAll(() => void process.on('unhandledRejection', rejections))
afterAll(() => void process.off('unhandledRejection', rejections))

test('mutated requests: no success without a signature, no internal error, no rejection', async () => {
  let handled = 0
  let failing = false
  const handler = () => {
    handled++
    if (failing) throw new Error('of the handler')
  }
  const on = { prompt_template_label_moved: handler, prompt_template_created: handler }
  const onError = vi.fn()
  const receiver = createReceiver({ secret, on, onAny: handler, onError, maxBodyBytes: 20_000 })
  const statuses: Record<number, number> = {}

  const property = fc.asyncProperty(
    body,
    change,
    otherHeaders,
    method,
    fc.nat(1),
    fc.boolean(),
    async (bytes, signatureChange, others, verb, which, fails) => {
      failing = fails
      handled = 0
      onError.mockReset()
      const right = macs(bytes)
      const signature = changedSignature(right[which % right.length] ?? '', signatureChange)
      const headers = new Headers({ 'content-type': 'application/json', ...others })
      if (signature !== undefined) headers.set('x-promptlayer-signature', signature)
      const isRight = right.includes((headers.get('x-promptlayer-signature') ?? '').toLowerCase())

      const response = await receiver.fetch(
        new Request('http://localhost', { method: verb, body: bytes, headers }),
      )
      const { status } = response
      statuses[status] = (statuses[status] ?? 0) + 1
      const answer = await response.text()
      if (!isRight) {
        expect([401, 405, 413, 415]).toContain(status)
        expect([handled, onError.mock.calls.length]).toEqual([0, 0])
        expect(Object.keys(JSON.parse(answer))).toEqual(['type', 'title', 'status'])
      }
      if (status === 500) expect([handled, fails]).toEqual([1, true])
      if (status === 204) expect([answer, fails && handled === 1]).toEqual(['', false])
      else expect(JSON.parse(answer)).toMatchObject({ type: 'about:blank', status })
    },
  )
  await fc.assert(property, { numRuns: fuzzRuns(60_000), seed })
  expect(rejections).not.toHaveBeenCalled()
  // The test proves little unless every answer occurs.
  for (const status of [204, 400, 401, 405, 413, 415, 422, 500])
    expect(statuses[status], `${status}, seed ${seed}`).toBeGreaterThan(fuzzRuns(60_000) / 600)
}, 300_000)

test('mutated deliveries with the scheme both: no success unless both signatures are valid', async () => {
  const handler = vi.fn()
  const receiver = createReceiver({
    secret: [secret, messageSecret],
    scheme: 'both',
    on: {},
    onAny: handler,
    onError: () => {},
  })
  const right = { ...messageHeaders(moved), ...signedHeaders(moved) }
  const names = Object.keys(right) as (keyof typeof right)[]
  const property = fc.asyncProperty(
    fc.constantFrom(...names.slice(1)),
    fc.nat(),
    fc.nat(127),
    fc.uuid(),
    async (name, at, code, id) => {
      const headers: Record<string, string> = { ...messageHeaders(moved, { id }), ...signedHeaders(moved) }
      expect((await receiver.receive({ body: moved, headers })).kind).toBe('ignored')
      const value = headers[name] ?? ''
      const index = at % (value.length + 1)
      const changed = value.slice(0, index) + String.fromCharCode(code) + value.slice(index + 1)
      fc.pre(
        changed.toLowerCase() !== value.toLowerCase() ||
          (name !== 'x-promptlayer-signature' && changed !== value),
      )
      // A list of signatures may hold others too.
      fc.pre(!(name === 'webhook-signature' && changed.split(' ').includes(value)))
      handler.mockReset()
      expect((await receiver.receive({ body: moved, headers: { ...headers, [name]: changed } })).status).toBe(
        401,
      )
      expect(handler).not.toHaveBeenCalled()
    },
  )
  await fc.assert(property, { numRuns: fuzzRuns(10_000) })
}, 300_000)
