import { expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import { catalog } from '../../src/catalog.js'
import type { ReplayRequest } from '../../src/index.js'
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
