import { expect, test } from 'vitest'
import { signPayload } from '../../../src/signature/index.js'
import { messageHeaders, messageSecret, moved, secret, signedHeaders } from '../../receiver/signed-request.js'
import { json, listen, parseReport, post } from './listener.js'

const byPython = { ...json, 'x-promptlayer-signature': signPayload(moved, 'other') }

test('the cause of a wrong signature, as a code and in words', async () => {
  const { url, lines } = await listen(['--json'], { PROMPT_WEBHOOKS_SECRET: secret })
  const cases: [Record<string, string>, string, string][] = [
    [json, 'missing', 'missing_signature'],
    [messageHeaders(moved), 'missing', 'missing_signature'],
    [byPython, 'invalid', 'unknown'],
    [signedHeaders(moved, secret.toUpperCase()), 'invalid', 'secret_in_other_case'],
    [
      { ...json, 'x-promptlayer-signature': `sha256=${signPayload(moved, secret)}` },
      'invalid',
      'signature_has_prefix',
    ],
  ]
  for (const [headers] of cases) expect((await post(url, moved, headers)).status).toBe(401)
  await expect.poll(() => lines().length).toBe(cases.length)
  expect(lines().map(({ signature, cause }) => [signature, cause.code])).toEqual(
    cases.map(([, signature, code]) => [signature, code]),
  )
  for (const { cause } of lines()) expect(cause.message).toMatch(/^[A-Z].*\.$/)
  expect(lines()[1].cause.message).toContain('--scheme standard-webhooks')
  expect(JSON.stringify(lines())).not.toContain(signPayload(moved, secret))
})

test('--scheme standard-webhooks', async () => {
  const { url, lines } = await listen(['--json', '--scheme', 'standard-webhooks'], {
    PROMPT_WEBHOOKS_SECRET: messageSecret,
  })
  const hourAgo = new Date(Date.now() - 3_600_000)
  const cases: [Record<string, string>, number, string, string?][] = [
    [messageHeaders(moved), 204, 'valid'],
    [signedHeaders(moved, messageSecret), 401, 'missing', 'missing_signature'],
    [messageHeaders(moved, { timestamp: hourAgo }), 401, 'invalid', 'timestamp_too_old'],
    [{ ...messageHeaders(moved), 'webhook-id': 'msg_2' }, 401, 'invalid', 'wrong_signature'],
    [{ ...messageHeaders(moved), 'webhook-timestamp': 'today' }, 401, 'invalid', 'malformed_signature'],
  ]
  for (const [headers, status] of cases) expect((await post(url, moved, headers)).status).toBe(status)
  await expect.poll(() => lines().length).toBe(cases.length)
  expect(lines().map(({ status, signature, cause }) => [status, signature, cause?.code])).toEqual(
    cases.map(([, status, signature, code]) => [status, signature, code]),
  )
  expect(lines()[2].cause.message).toMatch(/^webhook-timestamp: more than 300 seconds ago$/)
})

test('--scheme both names the signature that fails', async () => {
  const { url, lines } = await listen(['--json', '--scheme', 'both'], {
    PROMPT_WEBHOOKS_SECRET: messageSecret,
  })
  const own = signedHeaders(moved, messageSecret)
  for (const headers of [
    own,
    { ...byPython, ...messageHeaders(moved) },
    { ...own, ...messageHeaders(moved) },
  ]) {
    await post(url, moved, headers)
  }
  await expect.poll(() => lines().length).toBe(3)
  const [first, second, third] = lines()
  expect(first).toMatchObject({ signature: 'missing', cause: { message: 'webhook-id: missing' } })
  expect(second).toMatchObject({ signature: 'invalid', cause: { code: 'unknown' } })
  expect(third).toMatchObject({ status: 204, signature: 'valid' })
})

test('the text report has the code, and the words in lines that fit', async () => {
  const { background, url } = await listen(['--secret', secret])
  await post(url, moved, signedHeaders(moved, secret.toUpperCase()))
  const { stdout, stderr } = await background.end('SIGINT')
  expect(parseReport(stdout).requests[0]?.verdicts).toEqual([
    '✓ valid',
    '✗ signature invalid (secret_in_other_case)',
  ])
  expect(stdout.replace(/\s+/g, ' ')).toContain('Copy the secret again.')
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  // What the receiver would warn of is in the report.
  expect(stderr).toBe('')
})
