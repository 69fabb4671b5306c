import { afterEach, describe, expect, test, vi } from 'vitest'
import { createReceiver as createWithNode, type DeliveryContext } from '../../src/receiver/index.js'
import { loadIn, runtimes } from '../support/runtimes.js'
import {
  created,
  messageHeaders,
  messageSecret,
  moved,
  post,
  secret,
  signedHeaders,
} from './signed-request.js'

const load = async () => (await import('../../src/receiver/index.js')).createReceiver

afterEach(() => vi.unstubAllGlobals())

describe.each(runtimes)('%s', async (runtime) => {
  const createReceiver = await loadIn(runtime, load)

  test('hashes with the API of this runtime', async () => {
    const sign = vi.spyOn(crypto.subtle, 'sign')
    const receiver = createReceiver({ secret, on: {} })
    expect((await receiver.fetch(post(moved))).status).toBe(204)
    // Once for the signature, and once for the delivery's id.
    expect(sign).toHaveBeenCalledTimes(runtime === 'with node:crypto' ? 0 : 2)
    sign.mockRestore()
  })

  test('accepts valid signatures and refuses wrong ones, with every scheme', async () => {
    const cases = [
      ['promptlayer', ['old', secret], signedHeaders],
      ['standard-webhooks', messageSecret, messageHeaders],
      [
        'both',
        [secret, messageSecret],
        (body: string) => ({ ...signedHeaders(body), ...messageHeaders(body) }),
      ],
    ] as const
    for (const [scheme, secrets, headersOf] of cases) {
      const handler = vi.fn()
      const receiver = createReceiver({
        secret: secrets,
        scheme,
        on: { prompt_template_label_moved: handler },
      })
      expect((await receiver.fetch(post(moved, headersOf(created)))).status).toBe(401)
      expect((await receiver.fetch(post(created, headersOf(moved)))).status).toBe(401)
      expect(handler).not.toHaveBeenCalled()
      expect((await receiver.fetch(post(moved, headersOf(moved)))).status).toBe(204)
      expect(handler).toHaveBeenCalledOnce()
    }
  })

  test('accepts a signature over the bytes, even if they are not JSON', async () => {
    const { createHmac } = process.getBuiltinModule('node:crypto')
    const receiver = createReceiver({ secret, on: {} })
    for (const [body, status] of [
      [moved, 204],
      ['no JSON', 400],
      [Buffer.from([0xff]), 400],
    ] as const) {
      const signature = createHmac('sha256', secret).update(body).digest('hex')
      expect(
        (await receiver.receive({ body, headers: { 'x-promptlayer-signature': signature } })).status,
      ).toBe(status)
    }
  })

  test('an event has the same id in every runtime, and is handled once', async () => {
    const ids: string[] = []
    const options = {
      secret,
      dedupe: new Map(),
      on: {
        prompt_template_label_moved: (_: unknown, context: DeliveryContext) => ids.push(context.deliveryId),
      },
    }
    const delivery = { body: moved, headers: signedHeaders(moved) }
    expect((await createReceiver(options).receive(delivery)).kind).toBe('handled')
    expect((await createReceiver(options).receive(delivery)).kind).toBe('duplicate')
    expect((await createWithNode({ ...options, dedupe: new Map() }).receive(delivery)).kind).toBe('handled')
    expect(ids[0]).toBe(ids[1])
  })

  test('refuses a wrong secret when the receiver is created', () => {
    for (const wrong of ['', ' a', 'whsec_?']) {
      expect(() => createReceiver({ secret: wrong, scheme: 'standard-webhooks', on: {} })).toThrow(TypeError)
    }
  })
})

test('createReceiver throws if the runtime cannot hash', async () => {
  vi.stubGlobal('crypto', {})
  const createReceiver = await loadIn('without node:crypto', load)
  expect(() => createReceiver({ secret, on: {} })).toThrow(
    new TypeError('This runtime has neither node:crypto nor Web Crypto, so it cannot verify signatures'),
  )
})
