import { describe, expect, test } from 'vitest'
import { invalid, moved, secret, unknown } from '../../receiver/signed-request.js'
import { json, listen, parseReport, post } from './listener.js'

const { details, event_type: type } = JSON.parse(moved)

test('each request: its event, the verdicts and the reasons', async () => {
  const { background, url } = await listen([], { PROMPT_WEBHOOKS_SECRET: secret })
  await post(url, moved)
  await post(url, invalid, json)
  await post(url, unknown)
  await post(`${url}/hooks`, '[]', json)
  await post(url, moved, { ...json, 'x-promptlayer-signature': '0'.repeat(64) })
  await fetch(url)
  const { status, stdout } = await background.end('SIGINT')
  expect(status).toBe(0)
  const { start, requests, stopped } = parseReport(stdout)
  expect(start).toContain(url)
  expect(start).toContain('Ctrl-C')
  expect(start).not.toContain('not checked')
  expect(requests.map(({ mark, what, answer }) => [mark, what, answer])).toEqual([
    ['✓', type, '204 No Content'],
    ['✗', type, '401 Unauthorized'],
    ['⚠', 'prompt_template_added_later', '204 No Content'],
    ['✗', 'POST /hooks', '401 Unauthorized'],
    ['✗', type, '401 Unauthorized'],
    ['✗', 'GET /', '405 Method Not Allowed'],
  ])
  for (const { time } of requests) expect(time).toMatch(/^\d\d:\d\d:\d\d$/)

  const [first] = requests
  expect(first?.fields.slice(0, -1)).toEqual(
    Object.entries(details).map(([name, value]) => [name, String(value)]),
  )
  expect(first?.fields.at(-1)?.[0]).toMatch(/^user_id 1, workspace_id 1, timestamp 2023-12-01T22:05:57/)
  expect(requests[3]?.fields).toEqual([['There is no X-PromptLayer-Signature header.']])

  const verdicts = requests.map(({ verdicts }) => verdicts.join('\n'))
  expect(verdicts[0]).toBe('✓ valid  ✓ signature')
  expect(verdicts[1]).toMatch(
    /^✗ signature missing \(missing_signature\)\n✗ details\.prompt_template_id: expected a whole number/,
  )
  expect(verdicts[2]).toMatch(/^✓ signature\n⚠ event_type: "prompt_template_added_later"/)
  expect(verdicts[3]).toMatch(/^✗ signature missing.*\n✗ expected an object/)
  expect(verdicts[4]).toMatch(/^✓ valid\n✗ signature invalid \(unknown\)$/)
  expect(stdout).toContain('There is no X-PromptLayer-Signature header.')
  expect(stdout).toContain('No known cause fits.')
  expect(verdicts[5]).toMatch(/^✗ expected POST$/)
  expect(stopped?.match(/\d+ \w+/g)).toEqual(['6 requests', '2 accepted', '4 not'])
})

test('an error that nothing expects does not end it, and the sender gets an answer', async () => {
  const fault = `let calls = 0
const { toTimeString } = Date.prototype
Date.prototype.toTimeString = function () {
  if (calls++ === 0) throw new Error('planned \\u001b[31m')
  return toTimeString.call(this)
}`
  const { background, url } = await listen([], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}`,
  })
  expect((await post(url, moved, json)).status).toBe(500)
  expect((await post(url, moved, json)).status).toBe(204)
  const { status, stdout, stderr } = await background.end('SIGINT')
  expect(status).toBe(0)
  expect(parseReport(stdout).requests).toHaveLength(1)
  expect(stderr).toMatch(/^error: this is a fault of prompt-webhooks\n"Error: planned \\u001b\[31m"\n +at /)
})

test('without a secret it warns, and accepts unsigned events', async () => {
  const { background, url } = await listen()
  expect((await post(url, moved, json)).status).toBe(204)
  const { stdout } = await background.end('SIGINT')
  const { start, requests } = parseReport(stdout)
  expect(start).toMatch(/⚠ .*not checked.*--secret/)
  expect(requests[0]?.verdicts).toEqual(['✓ valid'])
})

test('text that is not JSON: the issue has a place', async () => {
  const { background, url } = await listen()
  await post(url, '{"a"\n:1,}', json)
  const { stdout } = await background.end('SIGINT')
  const [broken] = parseReport(stdout).requests
  expect(broken?.verdicts).toEqual([expect.stringMatching(/^✗ line 2, column 4: not JSON: /)])
})

describe('untrusted text', () => {
  test('cannot steer the terminal, and long values are cut', async () => {
    const { background, url } = await listen()
    const steering = JSON.parse(moved)
    Object.assign(steering.details, {
      prompt_template_name: '\u001b[2J',
      '\u001b]0;x\u0007': ['\u0085'],
      '\u202eb': 'x'.repeat(2000),
    })
    await post(`${url}/%1b`, JSON.stringify({ ...steering, event_type: 'a\u001b[31m' }), json)
    await post(url, JSON.stringify({ event_type: '\r\n✓ fake', '\u0000': 1 }), json)
    const { stdout } = await background.end('SIGINT')
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
    const [first, second] = parseReport(stdout).requests
    expect(second?.what).toContain('fake')
    expect(first?.fields).toContainEqual(['prompt_template_name', '"\\u001b[2J"'])
    expect(stdout).toMatch(/ x{500}…/)
  })

  test('many fields: the first 100 of `details` and of the envelope', async () => {
    const { background, url } = await listen()
    // As many as fit into the largest body: each name has three characters.
    const nameOf = (index: number) =>
      Buffer.from([index >> 16, index >> 8, index])
        .toString('base64url')
        .slice(-3)
    const fields = Object.fromEntries(Array.from({ length: 130_500 }, (_, index) => [nameOf(index), 1]))
    expect(Object.keys(fields)).toHaveLength(130_500)
    expect((await post(url, JSON.stringify({ details: fields }), json)).status).toBe(422)
    expect((await post(url, JSON.stringify(fields), json)).status).toBe(422)
    const { status, stdout } = await background.end('SIGINT')
    expect(status).toBe(0)
    const [inDetails, inEnvelope] = parseReport(stdout).requests.map((each) => each.fields)
    expect(inDetails).toHaveLength(101)
    expect(inDetails?.every((each, index) => index === 100 || each[1] === '1')).toBe(true)
    expect(inDetails?.at(-1)).toEqual(['… and 130,400 more fields'])
    expect(inEnvelope?.[0]?.[0]).toMatch(/^([\w-]{3} 1, ){100}… and 130,400 more fields$/)
  })

  test('the name of a field is cut too', async () => {
    const { background, url } = await listen()
    const name = 'x'.repeat(2000)
    await post(url, JSON.stringify({ [name]: 1, details: { [name]: 1, a: 1 } }), json)
    const { stdout } = await background.end('SIGINT')
    const cut = `${'x'.repeat(500)}…`
    expect(parseReport(stdout).requests[0]?.fields).toEqual([[cut, '1'], ['a', '1'], [`${cut} 1`]])
  })

  test('a value that is nested too deep to print', async () => {
    const { background, url } = await listen()
    const nested = moved.replace('"prod"', `"prod","x":${'['.repeat(5e4)}${']'.repeat(5e4)}`)
    await post(url, nested, json)
    const { stdout } = await background.end('SIGINT')
    expect(parseReport(stdout).requests[0]?.fields).toContainEqual(['x', expect.stringContaining('too deep')])
  })
})
