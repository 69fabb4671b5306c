import { describe, expect, test, vi } from 'vitest'
import { createReceiver, type DeliveryContext, type ReceiverOptions } from '../../src/receiver/index.js'
import { created, moved, secret, signedHeaders, unknown } from './signed-request.js'

function receiverOf(options: Partial<ReceiverOptions>) {
  const receiver = createReceiver({ secret, on: {}, onError: () => {}, ...options })
  return async (body: string) => (await receiver.receive({ body, headers: signedHeaders(body) })).kind
}

/** A handler that logs its start and its end, some turns later. */
const slow = (log: string[], name: string) => async () => {
  log.push(`${name} starts`)
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  log.push(`${name} ends`)
}

describe('onAny', () => {
  test('gets every event after its own handler has ended', async () => {
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

test('onUnknown gets no event that the contract knows, with or without a handler', async () => {
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
  ])('not before %s has ended, and not if it fails', async (_, optionsOf, body) => {
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
