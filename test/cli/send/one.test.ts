import type { RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { catalog } from '../../../src/generated/catalog.js'
import { eventDate, type WebhookEvent, webhookEventTypes } from '../../../src/index.js'
import { hasIpv6 } from '../../support/tools.js'
import { receive, send } from './receiver.js'

test('the example of each type has the current time and passes verification', async () => {
  const { url, events } = await receive()
  const started = Date.now()
  const ends = await Promise.all(webhookEventTypes.map((type) => send([type, '--to', url])))
  expect(ends.map(({ status, stderr }) => [status, stderr])).toEqual(webhookEventTypes.map(() => [0, '']))
  const byType = new Map(events.map((event) => [event.event_type, event]))
  for (const type of webhookEventTypes) {
    const { timestamp, ...event } = byType.get(type) as WebhookEvent
    expect({ ...event, timestamp: catalog[type].example.timestamp }).toEqual(catalog[type].example)
    expect(timestamp).toMatch(/^[\d-]{10}T[\d:]{8}[.]\d{6}$/)
    expect(eventDate({ timestamp }).getTime()).toBeGreaterThanOrEqual(started)
  }
})

test('it shows the request, the response and the outcome', async () => {
  const { url, bodies } = await receive()
  const { status, stdout } = await send(
    ['prompt_template_deleted', '--to', url, '--secret', 'whsec_AAAAAAAAAAAAAAAAAAAAAAAA'],
    {},
  )
  expect(status).toBe(1)
  const [request = '', body, response = '', responseBody, outcome] = stdout.trimEnd().split('\n\n')
  expect(request.split('\n')[0]).toBe(`POST ${url}`)
  const headers = request
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(':')[0])
  const expected = ['content-type', 'user-agent', 'x-promptlayer-signature', 'webhook-signature']
  expect(headers).toEqual(expect.arrayContaining(expected))
  expect(body).toBe(bodies[0])
  expect(response.split('\n')[0]).toBe('401 Unauthorized')
  expect(response).toContain('\n    x-mine: aéb')
  expect(responseBody).toBe('No.\n"\\u001b[31mNo!"')
  expect(outcome).toMatch(/^✗ not delivered: .*401.* \([\d.]+ ms\)$/)
})

test('it shows at most 64 KiB of the response', async () => {
  const { url } = await receive((_, response) => response.writeHead(200).end('x'.repeat(2 ** 17)))
  const { stdout } = await send(['prompt_template_deleted', '--to', url])
  expect(stdout.match(/x{100,}/)?.[0].length).toBe(2 ** 16)
})

test('without a secret it signs with a random one by both schemes, and warns', async () => {
  const { url } = await receive()
  const { status, stdout, stderr } = await send(['prompt_template_deleted', '--to', url], {})
  expect(status).toBe(1)
  expect(stdout).toMatch(/^ +x-promptlayer-signature: [0-9a-f]{64}$/m)
  expect(stdout).toMatch(/^ +webhook-signature: v1,\S+$/m)
  expect(stderr).toMatch(/^⚠ .*random secret.*--secret.*\n$/)
})

test.each<[string, RequestListener, RegExp]>([
  ['204', (_, response) => response.writeHead(204).end(), /^✓ delivered \(/],
  ['500', (_, response) => response.writeHead(500).end(), /^✗ not delivered: .*500/],
  ['410', (_, response) => response.writeHead(410).end(), /^✗ not delivered, .*no more events: .*410/],
  [
    'a redirect',
    (_, response) => response.writeHead(307, { location: '/' }).end(),
    /^✗ not delivered: .*redirect/,
  ],
  ['a reset', (request) => request.socket.resetAndDestroy(), /^✗ not delivered: .*ECONNRESET/],
])('the outcome of %s, and the exit code', async (name, listener, outcome) => {
  const { url } = await receive(listener)
  const { status, stdout } = await send(['prompt_template_deleted', '--to', url])
  expect(status).toBe(name === '204' ? 0 : 1)
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(outcome)
})

test('a host name is allowed to lead to this machine', async () => {
  const { url } = await receive()
  const { status } = await send(['prompt_template_deleted', '--to', url.replace('127.0.0.1', 'localhost')])
  expect(status).toBe(0)
})

test.runIf(hasIpv6())('an IPv6 address is allowed, too', async () => {
  const { url } = await receive(undefined, '::1')
  expect(url).toContain('[::1]')
  expect(await send(['prompt_template_deleted', '--to', url])).toMatchObject({ status: 0 })
})
