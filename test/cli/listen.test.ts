import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { invalid, moved, secret, signedHeaders, unknown } from '../receiver/signed-request.js'
import { Background } from './background.js'
import { run } from './command.js'

const cleanups: (() => unknown)[] = []
afterAll(() => Promise.all(cleanups.map((cleanup) => cleanup())))

/** A listener on a port of its own, and what it writes of each request. */
async function listen(args: readonly string[] = [], environment: Record<string, string> = {}) {
  const background = new Background(['listen', '--port', '0', ...args], environment)
  cleanups.push(() => background.end('SIGKILL'))
  const url = await background.until(/Listening on (\S+)/)
  return {
    background,
    url,
    lines: () =>
      background.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  }
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  cleanups.push(() => server.close().closeAllConnections())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function post(url: string, body: string | Uint8Array<ArrayBuffer>, headers = signedHeaders(body)) {
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: await response.text() }
}

const json = { 'content-type': 'application/json' }
const movedEvent = JSON.parse(moved)

describe('listen --json: a line for each request', async () => {
  const { background, url, lines } = await listen(['--json', '--secret', secret])

  const wrongSignature = { ...json, 'x-promptlayer-signature': '0'.repeat(64) }
  const noText = Uint8Array.of(0x22, 0xff, 0x22)
  const nested = moved.replace('"prod"', `"prod","x":${'['.repeat(5e4)}${']'.repeat(5e4)}`)
  const sent: [string, string | Uint8Array<ArrayBuffer>, Record<string, string> | undefined, object][] = [
    ['sound', moved, undefined, { status: 204, signature: 'valid', verdict: 'valid', event: movedEvent }],
    [
      'of an unknown type',
      unknown,
      undefined,
      {
        status: 204,
        signature: 'valid',
        verdict: 'unknown',
        line: 1,
        event: JSON.parse(unknown),
        issues: [expect.objectContaining({ code: 'unknown_event_type' })],
      },
    ],
    ['not signed', moved, json, { status: 401, signature: 'missing', verdict: 'valid', event: movedEvent }],
    [
      'signed by another',
      moved,
      wrongSignature,
      { status: 401, signature: 'wrong', verdict: 'valid', event: movedEvent },
    ],
    [
      'invalid',
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
      'invalid and not signed',
      invalid,
      json,
      {
        status: 401,
        signature: 'missing',
        verdict: 'invalid',
        line: 1,
        event: JSON.parse(invalid),
        issues: [expect.objectContaining({ code: 'invalid_type' })],
      },
    ],
    [
      'not JSON',
      '{"a"\n:1,}',
      json,
      {
        status: 401,
        signature: 'missing',
        verdict: 'invalid',
        line: 2,
        column: 4,
        issues: [expect.objectContaining({ code: 'invalid_json' })],
      },
    ],
    [
      'not UTF-8',
      noText,
      json,
      {
        status: 401,
        signature: 'missing',
        verdict: 'invalid',
        line: 1,
        issues: [expect.objectContaining({ code: 'not_utf8' })],
      },
    ],
    [
      'empty',
      '',
      json,
      {
        status: 401,
        signature: 'missing',
        verdict: 'invalid',
        line: 1,

        issues: [expect.objectContaining({ code: 'empty' })],
      },
    ],
    ['nested too deep to be written', nested, json, { status: 401, signature: 'missing', verdict: 'valid' }],
    [
      'no JSON by its type',
      moved,
      { 'content-type': 'text/plain' },
      { status: 415, reason: 'expected a body of application/json in UTF-8, not compressed' },
    ],
    ['too large', 'x'.repeat(2 ** 20 + 1), json, { status: 413, reason: 'the body is larger than 1 MiB' }],
  ]
  test.each(sent)('%s', async (_, body, headers, told) => {
    const before = background.stdout === '' ? 0 : lines().length
    const { status } = await post(`${url}/hooks?a=1`, body, headers)
    await expect.poll(() => background.stdout.split('\n').length - 1).toBe(before + 1)
    const { time, ...line } = lines().at(-1)
    expect(line).toEqual({ method: 'POST', path: '/hooks?a=1', ...told })
    expect(line.status).toBe(status)
    expect(Math.abs(Date.now() - new Date(time).getTime())).toBeLessThan(60_000)
  })

  test('a request without an event, and one that breaks off', async () => {
    expect((await fetch(`${url}/favicon.ico`)).status).toBe(405)
    await background.until(/"method":"GET","path":"\/favicon.ico","status":405,"reason":"expected POST"/)
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.end('POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
    await background.until(/"status":400,"reason":"the body ended too early"/)
  })

  test('one that turns out to be too large', async () => {
    const request = httpRequest(`${url}/chunked`, { method: 'POST', headers: json }).on('error', () => {})
    for (let sent = 0; sent <= 16; sent++) request.write('x'.repeat(2 ** 16))
    request.end()
    await background.until(/"path":"\/chunked","status":413,"reason":"the body is larger than 1 MiB"\}\n/)
  })

  test('the address is told aside, and it ends by a signal, without an error', async () => {
    expect(background.stderr).toBe(`Listening on ${url}\n`)
    expect(await background.end('SIGTERM')).toMatchObject({ status: 0, stderr: `Listening on ${url}\n` })
  })
})

describe('listen, for people', () => {
  test('the event with its verdicts, and the reasons of what is wrong', async () => {
    const { background, url } = await listen([], { PROMPT_WEBHOOKS_SECRET: secret })
    await post(url, moved)
    await post(url, invalid, json)
    await post(url, unknown)
    await post(url, '[]', json)
    const { status, stdout } = await background.end('SIGINT')
    expect(status).toBe(0)
    const plain = stdout.replace(/ \d\d:\d\d:\d\d /g, ' hh:mm:ss ').replace(url, 'URL')
    expect(plain).toBe(`Listening on URL
Ctrl-C stops it.

✓ hh:mm:ss prompt_template_label_moved  204 No Content
    prompt_template_id                  12
    prompt_template_name                Hello
    prompt_template_version_number      9
    old_prompt_template_version_number  8
    prompt_template_label               prod
    user_id 1, workspace_id 1, timestamp 2023-12-01T22:05:57.924833
    ✓ valid  ✓ signature

✗ hh:mm:ss prompt_template_label_moved  401 Unauthorized
    prompt_template_id                  secret-value
    prompt_template_name                Hello
    prompt_template_version_number      9
    old_prompt_template_version_number  8
    prompt_template_label               prod
    user_id 1, workspace_id 1, timestamp 2023-12-01T22:05:57.924833
    ✗ signature: missing, expected the header X-PromptLayer-Signature
    ✗ details.prompt_template_id: expected a whole number, got a string

⚠ hh:mm:ss prompt_template_archived  204 No Content
    prompt_template_id                  12
    prompt_template_name                Hello
    prompt_template_version_number      9
    old_prompt_template_version_number  8
    prompt_template_label               prod
    user_id 1, workspace_id 1, timestamp 2023-12-01T22:05:57.924833
    ✓ signature
    ⚠ event_type: "prompt_template_archived" is not a type that the contract knows

✗ hh:mm:ss POST /  401 Unauthorized
    ✗ signature: missing, expected the header X-PromptLayer-Signature
    ✗ expected an object, got an array

Stopped after 4 requests: 2 taken, 2 not taken
`)
  })

  test('without a secret it says that signatures are not checked, and takes any', async () => {
    const { background, url } = await listen()
    await background.until(/⚠ Signatures are not checked: there is no secret \(--secret\)\./)
    expect((await post(url, moved, json)).status).toBe(204)
    await background.until(/ {4}✓ valid\n/)
  })

  test('what comes from outside cannot steer the terminal', async () => {
    const { background, url } = await listen()
    const steering = JSON.parse(moved)
    Object.assign(steering.details, {
      prompt_template_name: '\u001b[2J',
      '\u001b]0;x\u0007': ['\u0085'],
      '\u202eb': 'x'.repeat(2000),
    })
    await post(`${url}/%1b`, JSON.stringify({ ...steering, event_type: 'a\u001b[31m' }), json)
    await post(url, JSON.stringify({ event_type: '\r\n✓ fake', '\u0000': 1 }), json)
    await background.until(/fake.*422/)
    expect(background.stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
    expect(background.stdout).toContain('prompt_template_name                "\\u001b[2J"')
    expect(background.stdout).toContain(`${'x'.repeat(500)}…`)
  })
})

describe('listen --forward', () => {
  interface Seen {
    rawHeaders: string[]
    body: Buffer
    url: string | undefined
  }

  /** What is to be answered, and what was asked. */
  async function target(answer: RequestListener = (_, response) => response.writeHead(204).end()) {
    const seen: Seen[] = []
    const url = await serve(async (request, response) => {
      seen.push({ rawHeaders: request.rawHeaders, body: await buffer(request), url: request.url })
      answer(request, response)
    })
    return { seen, url: `${url}/webhooks?b=2` }
  }

  test('sends the request on unchanged: its bytes and its headers, but for those of the connection', async () => {
    const { seen, url: forwardTo } = await target()
    const { url } = await listen(['--forward', forwardTo])
    const body = Buffer.from(`\n ${JSON.stringify({ ...movedEvent, user_name: 'José 😀' }, null, 2)}`)
    const headers = [
      ...[
        'X-Twice',
        'a',
        'x-twice',
        'b',
        'CONTENT-TYPE',
        'application/json;charset=UTF-8',
        'User-Agent',
        'a/1',
      ],
      ...['X-PromptLayer-Signature', 'whatever', 'Host', 'example.com', 'Accept-Encoding', 'br'],
      ...['Connection', 'keep-alive, X-Hop', 'X-Hop', '1', 'TE', 'trailers', 'Transfer-Encoding', 'chunked'],
    ]
    const request = httpRequest(`${url}/other`, { method: 'POST', headers: headers as never })
    request.end(body)
    const [response]: IncomingMessage[] = await once(request, 'response')
    expect(response?.statusCode).toBe(204)
    expect(seen.map(({ body, url }) => [body.toString(), url])).toEqual([[body.toString(), '/webhooks?b=2']])
    expect(seen[0]?.rawHeaders).toEqual([
      ...['Host', new URL(forwardTo).host, ...headers.slice(0, 10), 'Accept-Encoding', 'br'],
      ...['Content-Length', `${body.length}`, 'Connection', 'close'],
    ])
  })

  test('a receiver that verifies takes what it sends on', async () => {
    const events: unknown[] = []
    const receiver = createReceiver({
      secret,
      on: { prompt_template_label_moved: (event) => events.push(event) },
    })
    const { url, background } = await listen(['--json', '--forward', await serve(toNodeHandler(receiver))])
    expect((await post(url, moved)).status).toBe(204)
    expect(events).toEqual([movedEvent])
    // Here it is the receiver that refuses, and the sender is told so.
    expect(await post(url, moved, json)).toEqual({
      status: 401,
      body: '{"type":"about:blank","title":"Unauthorized","status":401}',
    })
    await background.until(
      /"status":401,"signature":"unchecked","verdict":"valid",.*"forward":\{"url":"[^"]+","status":401,"latency":\d+\}/,
    )
    expect((await post(url, unknown)).status).toBe(204)
  })

  test('answers as the receiver does, to the byte', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0, 0xff])
    const { url: forwardTo } = await target((_, response) => {
      response.writeHead(202, 'Thanks', [
        'Set-Cookie',
        'a=1',
        'set-cookie',
        'b=2',
        'X-Mine',
        'é',
        'Keep-Alive',
        'timeout=99',
      ])
      response.end(bytes)
    })
    const { url } = await listen(['--forward', forwardTo])
    const request = httpRequest(url, { method: 'POST', headers: json })
    request.end(moved)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    expect([response.statusCode, response.statusMessage]).toEqual([202, 'Thanks'])
    expect(await buffer(response)).toEqual(bytes)
    expect(response.rawHeaders.slice(0, 6)).toEqual(['Set-Cookie', 'a=1', 'set-cookie', 'b=2', 'X-Mine', 'é'])
    expect(response.headers['keep-alive']).not.toBe('timeout=99')
  })

  test('does not send on what is wrong', async () => {
    const { seen, url: forwardTo } = await target()
    const { url, background } = await listen(['--secret', secret, '--forward', forwardTo])
    await background.until(new RegExp(`Forwarding to ${forwardTo.replace('?', '[?]')}`))
    expect((await post(url, moved, json)).status).toBe(401)
    expect((await post(url, invalid)).status).toBe(422)
    expect((await fetch(url)).status).toBe(405)
    expect(seen).toEqual([])
    expect((await post(url, unknown)).status).toBe(204)
    expect(seen).toHaveLength(1)
  })

  test('where nobody listens: 502, with the reason', async () => {
    const { url, background } = await listen(['--forward', 'http://127.0.0.1:1/'])
    expect((await post(url, moved)).status).toBe(502)
    await background.until(/✗ \S+ prompt_template_label_moved {2}502 Bad Gateway/)
    await background.until(/✗ http:\/\/127.0.0.1:1\/: nobody listens there \(\d+ ms\)/)
  })

  test('an answer that breaks off breaks off', async () => {
    const { url: forwardTo } = await target((_, response) => {
      response.writeHead(200, { 'content-length': 10 })
      response.write('12345', () => response.destroy())
    })
    const { url, background } = await listen(['--forward', forwardTo])
    await expect(post(url, moved)).rejects.toThrow()
    await background.until(/✗ .*: 200 OK, the connection was reset/)
  })

  test('a sender that goes away takes its request back', async () => {
    let gone: Promise<unknown> | undefined
    const { seen, url: forwardTo } = await target((request) => {
      gone = once(request.socket, 'close')
    })
    const { url, background } = await listen(['--forward', forwardTo])
    const request = httpRequest(url, { method: 'POST', headers: json }).on('error', () => {})
    request.end(moved)
    await expect.poll(() => seen.length && gone !== undefined).toBe(true)
    request.destroy()
    await gone
    await background.until(/✗ \S+ prompt_template_label_moved {2}not answered/)
    await background.until(/the sender went away/)
  })

  test('the end waits for what is under way', async () => {
    let answer = () => {}
    const { url: forwardTo, seen } = await target((_, response) => {
      answer = () => response.end('done')
    })
    const { url, background } = await listen(['--forward', forwardTo])
    const response = post(url, moved)
    await expect.poll(() => seen.length).toBe(1)
    const end = background.end('SIGINT')
    // Connecting, not sending: a request that comes before the signal would wait for its answer too.
    const port = Number(new URL(url).port)
    const isRefused = () =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(false)).on('error', () => resolve(true))
        socket.unref().end()
      })
    await expect.poll(isRefused).toBe(true)
    answer()
    expect(await response).toEqual({ status: 200, body: 'done' })
    expect(await end).toMatchObject({ status: 0, stdout: expect.stringContaining('1 request: 1 taken') })
  })
})

test('the end waits five seconds for what does not end', async () => {
  const { url, background } = await listen()
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
  // It is under way once another, sent after it, has been answered.
  expect((await fetch(url)).status).toBe(405)
  const started = performance.now()
  expect(await background.end('SIGINT')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Stopped'),
  })
  expect(performance.now() - started).toBeGreaterThan(4900)
  socket.destroy()
})

describe('a wrong call: exit code 2, and the reason', () => {
  test.each([
    [['--port', '65536'], /argument '65536' is invalid. Expected a port, from 0 to 65535/],
    [['--port', 'a'], /Expected a port/],
    [
      ['--forward', 'localhost:3000'],
      /Expected an http or https URL, such as http:\/\/localhost:3000\/webhooks/,
    ],
    [['--forward', 'http://a:b@localhost/'], /Expected a URL without credentials/],
    [['--secret', ''], /secret: empty, so anyone could sign; set the secret/],
    [['--secret', ' a'], /secret: has white space around it/],
    [['--prot', '1'], /Did you mean --port\?/],
  ])('%j', (args, stderr) => {
    expect(run(['listen', ...args])).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(stderr) })
  })

  test('a port that is taken', async () => {
    const port = new URL(await serve(() => {})).port
    const stderr = `error: port ${port} is in use; name another with --port, or 0 for any that is free\n`
    expect(run(['listen', '--port', port])).toEqual({ status: 2, stdout: '', stderr })
  })
})
