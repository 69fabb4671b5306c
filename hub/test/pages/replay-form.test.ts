import { expect, test, vi } from 'vitest'
import { createApp } from '../../src/app.js'
import { catalog } from '../../src/catalog.js'
import { InvalidInputError, type ReplayRequest } from '../../src/index.js'
import { stubHub } from '../safety/stub-hub.js'
import { hiddenFields } from './hidden-fields.js'

test('what is sent is exactly what was counted', async () => {
  const id = '4f7f5b0e-6c0a-4b8c-9a53-0b5f2f4e8f11'
  const asOf = new Date('2026-02-01T12:00:00.000Z')
  const requests: ReplayRequest[] = []
  const app = createApp(
    stubHub({
      webhooks: {
        get: async () => ({ id, url: 'https://example.com/', enabled: true }),
        replay: async (_: string, request: ReplayRequest) => {
          requests.push(request)
          const matching = { missed: 1, given_up: 0, retrying: 0, delivered: 1 }
          return { asOf, matching, sent: 2, remaining: 2 }
        },
      } as never,
    }),
  )
  const path = `/settings/webhooks/${id}/replay`
  const type = catalog[0]?.type ?? ''
  const query = new URLSearchParams({ since: '2026-01-01T00:00Z', until: '2026-01-02T00:00Z', type })
  for (const state of ['missed', 'delivered']) query.append('states', state)
  const page = await (await app.request(`${path}?${query}`)).text()
  const body = new URLSearchParams(hiddenFields(page, path))
  expect((await app.request(path, { method: 'POST', body })).status).toBe(303)
  const counted = {
    since: new Date('2026-01-01T00:00Z'),
    until: new Date('2026-01-02T00:00Z'),
    eventTypes: [type],
    states: ['missed', 'delivered'],
  }
  expect(requests).toEqual([
    { ...counted, dryRun: true },
    { ...counted, asOf },
  ])
})

test('a type that the hub does not know is refused, and not replaced by all types', async () => {
  const replay = vi.fn(async (_: string, { eventTypes }: ReplayRequest) => {
    const message = `eventTypes: ${eventTypes} is not a type`
    throw new InvalidInputError([{ path: ['eventTypes'], message, code: 'unknown_event_type' }])
  })
  const get = async () => ({ id: 'x', url: 'https://example.com/', enabled: true })
  const app = createApp(stubHub({ webhooks: { get, replay } as never }))
  const query = new URLSearchParams({ since: '2026-01-01', type: 'added_later', states: 'missed' })
  const answer = await app.request(`/settings/webhooks/x/replay?${query}`)
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Added_later is not a type.')
})

test.each(['1', 'yesterday', '2026-02-30T09:00Z'])(
  'as of %j is no time, and nothing is sent',
  async (asOf) => {
    const asked: (ReplayRequest | undefined)[] = []
    const replay = async (_: string, request: ReplayRequest) => {
      asked.push(request)
      return { asOf: new Date(), matching: {}, sent: 0, remaining: 0 }
    }
    const app = createApp(stubHub({ webhooks: { replay } as never }))
    const body = new URLSearchParams({ since: '2026-01-01T00:00Z', states: 'missed', asOf })
    await app.request('/settings/webhooks/x/replay', { method: 'POST', body })
    // The hub refuses it, and names the field.
    expect(asked.map((request) => request?.asOf?.getTime())).toEqual([Number.NaN])
  },
)
