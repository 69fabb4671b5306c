import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createReceiver, type DeliveryContext, type ReceiverOptions } from '../../src/receiver/index.js'
import {
  created,
  messageHeaders,
  messageSecret,
  moved,
  secret,
  signedHeaders,
  unknown,
} from './signed-request.js'

function receiverOf(options: Partial<ReceiverOptions>) {
  const receiver = createReceiver({ secret, on: {}, onError: () => {}, ...options })
  return async (body: string) => (await receiver.receive({ body, headers: signedHeaders(body) })).kind
}

/** A handler that logs its start and, a few microtasks later, its end. */
const slow = (log: string[], name: string) => async () => {
  log.push(`${name} starts`)
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  log.push(`${name} ends`)
}

describe('onAny', () => {
  test('gets every event after the event’s own handler has finished', async () => {
    const log: string[] = []
    const receive = receiverOf({
      on: { prompt_template_label_moved: slow(log, 'on') },
      onUnknown: slow(log, 'onUnknown'),
      onAny: slow(log, 'onAny'),
    })
    expect(await receive(moved)).toBe('handled')
    expect(log.splice(0)).toEqual(['on starts', 'on ends', 'onAny starts', 'onAny ends'])
    expect(await receive(unknown)).toBe('ignored')
    expect(log.splice(0)).toEqual(['onUnknown starts', 'onUnknown ends', 'onAny starts', 'onAny ends'])
    expect(await receive(created)).toBe('ignored')
    expect(log.splice(0)).toEqual(['onAny starts', 'onAny ends'])
  })

  test('gets the event and the context that the handler got', async () => {
    const [handler, onAny] = [vi.fn(), vi.fn()]
    await receiverOf({ on: { prompt_template_label_moved: handler }, onAny })(moved)
    expect(onAny.mock.calls).toEqual(handler.mock.calls)
    expect(onAny.mock.lastCall?.[1]).toBe(handler.mock.lastCall?.[1])
  })

  test('does not run after a handler that fails', async () => {
    const onAny = vi.fn()
    const fail = () => Promise.reject(new Error('of the handler'))
    expect(await receiverOf({ on: { prompt_template_label_moved: fail }, onAny })(moved)).toBe('failed')
    expect(await receiverOf({ onUnknown: fail, onAny })(unknown)).toBe('failed')
    expect(onAny).not.toHaveBeenCalled()
  })
})

describe('a handler may return anything that can be awaited, such as the query of a database library', () => {
  /** Like the query builders of many database libraries. */
  const query = (log: string[], error?: Error) => ({
    // biome-ignore lint/suspicious/noThenProperty: what is tested
    then(resolve: () => void, reject: (error: Error) => void) {
      log.push('sent')
      Promise.resolve().then(() => (error ? reject(error) : resolve()))
    },
  })

  test('it is awaited once, before onAny and before the answer', async () => {
    const log: string[] = []
    const receive = receiverOf({
      on: { prompt_template_label_moved: () => query(log) },
      onAny: () => {
        log.push('onAny')
        return query(log)
      },
    })
    expect(await receive(moved)).toBe('handled')
    expect(log).toEqual(['sent', 'onAny', 'sent'])
  })

  test('if it rejects, the handler has failed', async () => {
    const log: string[] = []
    const onError = vi.fn()
    const error = new Error('of the query')
    const fail = () => query(log, error)
    const onAny = vi.fn(fail)
    expect(await receiverOf({ on: { prompt_template_label_moved: fail }, onAny, onError })(moved)).toBe(
      'failed',
    )
    expect(onAny).not.toHaveBeenCalled()
    expect(await receiverOf({ onAny, onError })(moved)).toBe('failed')
    expect(onError.mock.calls.map(([thrown]) => thrown)).toEqual([error, error])
    expect(log).toEqual(['sent', 'sent'])
  })
})

describe('where a program has replaced the global Promise, as zone.js does', () => {
  // The promises of async functions are then not instances of it.
  beforeEach(() => void vi.stubGlobal('Promise', class extends Promise<unknown> {}))
  afterEach(() => vi.unstubAllGlobals())

  test.each(['standard-webhooks', 'both'] as const)('%s: a forged signature is refused', async (scheme) => {
    const handler = vi.fn()
    const receiver = createReceiver({ secret: messageSecret, scheme, on: {}, onAny: handler })
    const forged = { ...messageHeaders(moved), 'webhook-signature': 'v1,AAAA' }
    const headers = { ...signedHeaders(moved, messageSecret), ...forged }
    const result = await receiver.receive({ body: moved, headers })
    expect([result.status, handler.mock.calls.length]).toEqual([401, 0])
  })

  const throwing = () => {
    throw new Error('of the handler')
  }

  test.each([
    ['throws', throwing],
    ['rejects', async () => throwing()],
  ])('a handler that %s has failed', async (_, fail) => {
    const on = { prompt_template_label_moved: fail }
    for (const options of [{ on }, { onAny: fail }, { on, dedupe: new Map<string, string>() }]) {
      expect(await receiverOf(options)(moved)).toBe('failed')
    }
  })

  test('a handler is awaited', async () => {
    const log: string[] = []
    expect(await receiverOf({ on: { prompt_template_label_moved: slow(log, 'on') } })(moved)).toBe('handled')
    expect(log).toEqual(['on starts', 'on ends'])
  })
})

test('onUnknown gets no event of a known type, with or without a handler', async () => {
  const onUnknown = vi.fn()
  const receive = receiverOf({ on: { prompt_template_label_moved: () => {} }, onUnknown })
  await receive(moved)
  await receive(created)
  expect(onUnknown).not.toHaveBeenCalled()
  await receive(unknown)
  expect(onUnknown).toHaveBeenCalledExactlyOnceWith(JSON.parse(unknown), expect.anything())
})

describe('an event is marked as done after all of its handlers', () => {
  test.each<[string, (run: () => Promise<void>) => Partial<ReceiverOptions>, string]>([
    ['on', (run) => ({ on: { prompt_template_label_moved: run } }), moved],
    ['onUnknown', (run) => ({ onUnknown: run }), unknown],
    ['onAny', (run) => ({ on: { prompt_template_label_moved: () => {} }, onAny: run }), moved],
    ['onAny, for an unknown type', (run) => ({ onUnknown: () => {}, onAny: run }), unknown],
  ])('not before %s has finished, and not if it fails', async (_, optionsOf, body) => {
    const dedupe = new Map<string, string>()
    const run = vi.fn(async () => {
      for (let turn = 0; turn < 5; turn++) await Promise.resolve()
      expect([...dedupe]).toEqual([])
    })
    run.mockRejectedValueOnce(new Error('once'))
    const receive = receiverOf({ ...optionsOf(run), dedupe })
    expect(await receive(body)).toBe('failed')
    expect([...dedupe]).toEqual([])
    expect(await receive(body)).toBe(body === moved ? 'handled' : 'ignored')
    expect(await receive(body)).toBe('duplicate')
    expect(run).toHaveBeenCalledTimes(2)
  })
})

test('the mark is written before the sender gets its answer', async () => {
  let isWritten = false
  const dedupe = {
    get: () => undefined,
    set: async () => {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve()
      isWritten = true
    },
  }
  expect(await receiverOf({ onAny: () => {}, dedupe })(moved)).toBe('ignored')
  expect(isWritten).toBe(true)
})

test('a context belongs to one delivery', async () => {
  const contexts: DeliveryContext[] = []
  const receive = receiverOf({ onAny: (_, context) => contexts.push(context) })
  await receive(moved)
  await receive(created)
  expect(contexts.map(({ rawBody }) => rawBody)).toEqual([moved, created])
})
