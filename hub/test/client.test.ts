import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createHubClient, type HubClient } from '../src/client.js'

const asked: string[] = []
const server = createServer(({ method, url }, response) => {
  asked.push(`${method} ${url}`)
  response.setHeader('Content-Type', 'application/json').end('{}')
})
let client: HubClient

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  client = createHubClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hub/`)
})
beforeEach(() => {
  asked.length = 0
})
afterAll(() => server.close())

// Without encoding, each of them would reach another address than the one of its method.
const ids = ['../webhooks', 'a/b', 'a?b=c', 'a#b', '%2e%2e', 'é', 'a b']

/** Calls every method of an object that takes an id, whatever else it takes. */
async function callEach(methods: object, id: string): Promise<string[]> {
  const called = Object.entries(methods).filter(
    ([name, method]) => typeof method === 'function' && !namesWithoutId.has(name),
  )
  for (const [, method] of called) await method(id).catch(() => {})
  return called.map(([name]) => name)
}
const namesWithoutId = new Set(['list', 'create', 'resendGivenUp', 'activity'])

test.each(ids)('the id %j stays one part of the path, in every method that takes an id', async (id) => {
  const names = [
    ...(await callEach(client.webhooks, id)),
    ...(await callEach(client.events, id)),
    ...(await callEach(client.deliveries, id)),
  ]
  expect(asked).toHaveLength(names.length)
  expect(names.length).toBeGreaterThan(10)
  for (const address of asked) {
    const path = address.split(' ')[1] ?? ''
    expect(path).toMatch(/^\/hub\/api\/(webhooks|events|deliveries)\/[^/?#]+(\/[a-z-]+)?$/)
    expect(decodeURIComponent(path.split('/')[4] ?? '')).toBe(id)
  }
})

test('values of filters are encoded as well', async () => {
  await client.deliveries.list({ webhookId: 'a&state=given_up' }, { cursor: '1 2' })
  expect(asked).toEqual(['GET /hub/api/deliveries?webhookId=a%26state%3Dgiven_up&cursor=1+2'])
})
