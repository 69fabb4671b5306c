import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { invalid, moved, secret, unknown } from '../../receiver/signed-request.js'
import { json, listen, post } from './listener.js'

const { background, url, lines } = await listen(['--json', '--secret', secret])
const event = JSON.parse(moved)

const badSignature = { ...json, 'x-promptlayer-signature': '0'.repeat(64) }
const notText = Uint8Array.of(0x22, 0xff, 0x22)
const nested = moved.replace('"prod"', `"prod","x":${'['.repeat(5e4)}${']'.repeat(5e4)}`)
const issues = (code: string) => [expect.objectContaining({ code })]
const because = (code: string) => ({ code, message: expect.any(String) })
const unsigned = { status: 401, signature: 'missing', cause: because('missing_signature') }

const sent: [string, string | Uint8Array<ArrayBuffer>, Record<string, string> | undefined, object][] = [
  ['a valid event', moved, undefined, { status: 204, signature: 'valid', verdict: 'valid', event }],
  [
    'an unknown event type',
    unknown,
    undefined,
    {
      status: 204,
      signature: 'valid',
      verdict: 'unknown',
      line: 1,
      event: JSON.parse(unknown),
      issues: issues('unknown_event_type'),
    },
  ],
  ['no signature', moved, json, { ...unsigned, verdict: 'valid', event }],
  [
    'a bad signature',
    moved,
    badSignature,
    { status: 401, signature: 'invalid', cause: because('unknown'), verdict: 'valid', event },
  ],
  [
    'an invalid event',
    invalid,
    undefined,
    {
      status: 422,
      signature: 'valid',
      verdict: 'invalid',
      line: 1,
      event: JSON.parse(invalid),
      issues: [expect.objectContaining({ path: ['details', 'prompt_template_id'], code: 'invalid_type' })],
    },
  ],
  [
    'an invalid event without a signature',
    invalid,
    json,
    { ...unsigned, verdict: 'invalid', line: 1, event: JSON.parse(invalid), issues: issues('invalid_type') },
  ],
  [
    'text that is not JSON',
    '{"a"\n:1,}',
    json,
    { ...unsigned, verdict: 'invalid', line: 2, column: 4, issues: issues('invalid_json') },
  ],
  [
    'bytes that are not UTF-8',
    notText,
    json,
    { ...unsigned, verdict: 'invalid', line: 1, issues: issues('not_utf8') },
  ],
  ['an empty body', '', json, { ...unsigned, verdict: 'invalid', line: 1, issues: issues('empty') }],
  ['an event nested too deep to print', nested, json, { ...unsigned, verdict: 'valid' }],
  [
    'another content type',
    moved,
    { 'content-type': 'text/plain' },
    { status: 415, reason: expect.stringContaining('application/json') },
  ],
  [
    'a body over 1 MiB',
    'x'.repeat(2 ** 20 + 1),
    json,
    { status: 413, reason: expect.stringContaining('1 MiB') },
  ],
]
test.each(sent)('%s', async (_, body, headers, reported) => {
  const before = lines().length
  const { status } = await post(`${url}/hooks?a=1`, body, headers)
  await expect.poll(() => lines().length).toBe(before + 1)
  const { time, ...line } = lines().at(-1)
  expect(line).toEqual({ method: 'POST', path: '/hooks?a=1', ...reported })
  expect(line.status).toBe(status)
  expect(new Date(time).toISOString()).toBe(time)
  expect(Math.abs(Date.now() - new Date(time).getTime())).toBeLessThan(60_000)
})

const reported = async (path: string) => {
  await expect.poll(() => lines().some((line) => line.path === path)).toBe(true)
  return lines().find((line) => line.path === path)
}

test('a request that is not a POST', async () => {
  expect((await fetch(`${url}/favicon.ico`)).status).toBe(405)
  expect(await reported('/favicon.ico')).toMatchObject({
    method: 'GET',
    status: 405,
    reason: expect.stringContaining('POST'),
  })
})

test('a body that ends too early', async () => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.end('POST /cut HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
  expect(await reported('/cut')).toMatchObject({ status: 400, reason: expect.stringContaining('too early') })
})

test('a chunked body over 1 MiB', async () => {
  const request = httpRequest(`${url}/chunked`, { method: 'POST', headers: json }).on('error', () => {})
  for (let sent = 0; sent <= 16; sent++) request.write('x'.repeat(2 ** 16))
  request.end()
  expect(await reported('/chunked')).toMatchObject({ status: 413, reason: expect.stringContaining('1 MiB') })
})

test('the address is on standard error, and a signal ends the command without an error', async () => {
  expect(background.stderr).toBe(`Listening on ${url}\n`)
  expect(await background.end('SIGTERM')).toMatchObject({ status: 0, stderr: `Listening on ${url}\n` })
})
