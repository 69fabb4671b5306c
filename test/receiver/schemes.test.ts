import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test, vi } from 'vitest'
import { createReceiver } from '../../src/receiver/index.js'
import { created, messageHeaders, messageSecret, moved, secret, signedHeaders } from './signed-request.js'

afterEach(() => {
  vi.useRealTimers()
})

const both = (body: string, key = secret) => ({ ...messageHeaders(body), ...signedHeaders(body, key) })
const receiverOf = (scheme: 'promptlayer' | 'standard-webhooks' | 'both') => {
  const handler = vi.fn()
  const secrets =
    scheme === 'promptlayer' ? secret : scheme === 'both' ? [secret, messageSecret] : messageSecret
  const receiver = createReceiver({ secret: secrets, scheme, on: { prompt_template_label_moved: handler } })
  const receive = async (headers: Record<string, string>, body = moved) =>
    (await receiver.receive({ body, headers })).kind
  return { receive, handler }
}

test('each scheme accepts only its own signature', async () => {
  const cases = { promptlayer: signedHeaders(moved), 'standard-webhooks': messageHeaders(moved) }
  for (const scheme of ['promptlayer', 'standard-webhooks'] as const) {
    for (const [signedBy, headers] of Object.entries(cases)) {
      expect(await receiverOf(scheme).receive(headers), `${scheme} ${signedBy}`).toBe(
        signedBy === scheme ? 'handled' : 'refused',
      )
    }
  }
})

test('both: each signature must be valid for this body', async () => {
  expect(await receiverOf('both').receive(both(moved))).toBe('handled')
  for (const headers of [
    signedHeaders(moved),
    messageHeaders(moved),
    { ...both(moved), ...signedHeaders(created) },
    { ...both(moved), ...messageHeaders(created) },
    { ...both(moved), 'webhook-id': 'msg_2' },
    { ...both(moved), 'webhook-timestamp': `${Math.floor(Date.now() / 1000) + 1}` },
  ]) {
    expect(await receiverOf('both').receive(headers)).toBe('refused')
  }
})

test('both: one whsec_ secret can verify both, and secrets can be rotated', async () => {
  const on = {}
  const one = createReceiver({ secret: messageSecret, scheme: 'both', on })
  expect((await one.receive({ body: moved, headers: both(moved, messageSecret) })).status).toBe(204)
  const rotated = createReceiver({
    secret: ['whsec_bmV3LWtleS1vZi1zaXh0ZWVuLWJ5dGVz', 'new', secret, messageSecret],
    scheme: 'both',
    on,
  })
  expect((await rotated.receive({ body: moved, headers: both(moved) })).status).toBe(204)
})

test.each(['standard-webhooks', 'both'] as const)(
  '%s: a replayed message has no effect, in time or out of it',
  async (scheme) => {
    vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date'] })
    const { receive, handler } = receiverOf(scheme)
    const headers = both(moved)
    expect(await receive(headers)).toBe('handled')
    expect(await receive(headers)).toBe('duplicate')
    vi.setSystemTime(1_700_000_300_000)
    expect(await receive(headers)).toBe('duplicate')
    vi.setSystemTime(1_700_000_301_000)
    expect(await receive(headers)).toBe('refused')
    expect(handler).toHaveBeenCalledOnce()
    // A retry by the sender: signed again, with the same id.
    expect(await receive(both(moved))).toBe('duplicate')
    expect(await receive({ ...messageHeaders(moved, { id: 'msg_2' }), ...signedHeaders(moved) })).toBe(
      'handled',
    )
  },
)

test('a message from as far ahead as allowed cannot be replayed later either', async () => {
  vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date'] })
  const { receive, handler } = receiverOf('both')
  const headers = { ...messageHeaders(moved, { timestamp: 1_700_000_300 }), ...signedHeaders(moved) }
  for (let seconds = 0; seconds <= 620; seconds += 10) {
    vi.setSystemTime(1_700_000_000_000 + seconds * 1000)
    expect(await receive(headers)).toBe(seconds === 0 ? 'handled' : seconds <= 600 ? 'duplicate' : 'refused')
  }
  expect(handler).toHaveBeenCalledOnce()
})

test('the memory forgets messages that can no longer be replayed', async () => {
  vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date'] })
  const { receive } = receiverOf('standard-webhooks')
  await receive(messageHeaders(moved, { id: 'msg_first' }))
  const forget = vi.spyOn(Map.prototype, 'delete')
  vi.setSystemTime(1_700_000_000_000 + 11 * 60_000)
  await receive(messageHeaders(moved, { id: 'msg_second' }))
  expect(forget).toHaveBeenCalledWith('done:msg_first')
  forget.mockRestore()
})

test('the sender’s scheme alone does not detect a replay', async () => {
  const { receive, handler } = receiverOf('promptlayer')
  await receive(signedHeaders(moved))
  await receive(signedHeaders(moved))
  expect(handler).toHaveBeenCalledTimes(2)
})

test('a clock that throws is an error of the receiver, not a wrong signature', async () => {
  const error = new Error('of now')
  const now = () => {
    throw error
  }
  const onError = vi.fn()
  for (const scheme of ['standard-webhooks', 'both'] as const) {
    const receiver = createReceiver({ secret: messageSecret, scheme, on: {}, now, onError })
    const delivery = { body: moved, headers: both(moved, messageSecret) }
    expect(await receiver.receive(delivery)).toMatchObject({ kind: 'failed', status: 500, error })
  }
  expect(onError.mock.calls).toEqual([
    [error, undefined],
    [error, undefined],
  ])
})

test('accepts messages that the standardwebhooks package signs', async () => {
  const timestamp = new Date()
  const headers = {
    'webhook-id': 'msg_9',
    'webhook-timestamp': `${Math.floor(timestamp.getTime() / 1000)}`,
    'webhook-signature': new Webhook(messageSecret).sign('msg_9', timestamp, moved),
  }
  expect(await receiverOf('standard-webhooks').receive(headers)).toBe('handled')
})
