import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createReceiver } from '../../src/receiver/index.js'
import { canonicalJson, signPayload, verifySignature } from '../../src/signature/index.js'
import { created, invalid, moved, post, secret, signedHeaders, unknown } from '../receiver/signed-request.js'
import { goModuleProxy } from '../support/go-modules.js'
import { debianPython } from '../support/programs.js'
import { readersEnvironment } from '../support/readers-environment.js'
import { type Registry, startRegistry } from '../support/registry.js'
import { hasTools, type Tool } from '../support/tools.js'
import { type FollowedPage, followPage } from './follow-page.js'
import { stepsOf } from './page.js'
import { rawStatus, stalledClient } from './raw-request.js'
import { Terminal } from './terminal.js'

interface Language {
  readonly page: string
  readonly tools: readonly Tool[]
  /** The command of the page that validates an event from standard input, if it has one. */
  readonly validate?: string
  /** The vectors whose signature the receiver cannot verify, as its page says. */
  readonly lost: readonly string[]
  /** What the receiver answers to bodies other than the TypeScript receiver does, as its page says. */
  readonly otherwise: Readonly<Record<string, number>>
  /** What counts of two signature headers. */
  readonly ofTwoSignatures: 'the first' | 'both together'
  /** What happens while a client stalls. */
  readonly whenStalled: 'waits' | 'goes on' | 'closes'
  /** The greatest Content-Length that the server survives. Default: any. */
  readonly longest?: number
  /** What the receiver does without a secret: it refuses to start, or answers everything with 500. */
  readonly withoutSecret: 'ends' | 'answers 500'
}

// None of the samples takes 12.0 for a whole number.
const fraction = { 'a whole number with a fraction': 422 }

const languages: readonly Language[] = [
  {
    page: 'python',
    tools: ['python3', 'jsonschema'],
    validate: 'python3 validate.py',
    lost: [],
    otherwise: fraction,
    ofTwoSignatures: 'both together',
    whenStalled: 'waits',
    withoutSecret: 'ends',
  },
  {
    page: 'go',
    tools: ['Go', 'gojsonschema', 'python3'],
    validate: 'go run ./validate',
    lost: ['NaN and the infinities'],
    // What is missing or null gets its zero value.
    otherwise: { ...fraction, 'a text of null': 204, 'no label': 204, 'no id': 204 },
    ofTwoSignatures: 'the first',
    whenStalled: 'closes',
    withoutSecret: 'ends',
  },
  {
    page: 'php',
    tools: ['PHP', 'justinrainbow/json-schema'],
    validate: 'php validate.php',
    lost: ['NaN and the infinities'],
    otherwise: fraction,
    ofTwoSignatures: 'both together',
    whenStalled: 'goes on',
    // It reserves so many bytes before the sample runs, and ends if it cannot.
    longest: 2 ** 21,
    withoutSecret: 'answers 500',
  },
  {
    page: 'java',
    tools: ['Java', 'Jackson'],
    lost: ['4,301 digits and a fraction', 'NaN and the infinities'],
    otherwise: { ...fraction, 'no id': 204 },
    ofTwoSignatures: 'the first',
    whenStalled: 'closes',
    withoutSecret: 'ends',
  },
]

/** What the Go page gets from the module proxy, and what each module requires. */
const goModules = {
  'github.com/xeipuuv/gojsonpointer': [],
  'github.com/xeipuuv/gojsonreference': ['github.com/xeipuuv/gojsonpointer'],
  'github.com/xeipuuv/gojsonschema': [
    'github.com/xeipuuv/gojsonpointer',
    'github.com/xeipuuv/gojsonreference',
  ],
}

let registry: Registry
let folder: string
let goProxy = 'off'

beforeAll(async () => {
  registry = await startRegistry()
  folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-reader-'))
  mkdirSync(join(folder, 'bin'))
  symlinkSync(debianPython, join(folder, 'bin/python3'))
  // As PHP has it without a php.ini.
  writeFileSync(join(folder, 'php.ini'), 'display_errors = 1\ndisplay_startup_errors = 1\n')
  if (hasTools('gojsonschema', 'python3')) goProxy = goModuleProxy(join(folder, 'go'), goModules)
})

afterAll(() => {
  registry.stop()
  rmSync(folder, { recursive: true })
})

const environment = () => ({
  ...readersEnvironment(registry, folder),
  GOPROXY: goProxy,
  GOSUMDB: 'off',
  GOMODCACHE: join(folder, 'go-modules'),
  GOFLAGS: '-modcacherw',
  PHPRC: folder,
})

const numbers = '[1.0,1e2,-0,-0.0,1e16,1e-7,1E400,0.1,9007199254740993,123456789012345678901234567890]'
const bodies: Record<string, string> = {
  'an event with a handler': moved,
  'an event without a handler': created,
  'an event of an unknown type': unknown,
  'a wrong field': invalid,
  'a fraction as an id': moved.replace('"prompt_template_id":12', '"prompt_template_id":1.5'),
  'a whole number with a fraction': moved.replace('"prompt_template_id":12', '"prompt_template_id":12.0'),
  'a number as a text': moved.replace('"Hello"', '7'),
  'a fraction as a text': moved.replace('"Hello"', '7.5'),
  'true as a text': moved.replace('"Hello"', 'true'),
  'a number as an optional text': moved.replace('"John Doe"', '7'),
  'a text of null': moved.replace('"prod"', 'null'),
  'no details': '{"event_type":"prompt_template_label_moved"}',
  'details of null': moved.replace(/"details":\{.*?\}/, '"details":null'),
  'no label': moved.replace(',"prompt_template_label":"prod"', ''),
  'no id': moved.replace('"prompt_template_id":12,', ''),
  'no event': '{"a":1}',
  'a number': '1',
  'a list': '[]',
  'other spacing': JSON.stringify(JSON.parse(moved), null, 2),
  'canonical order': canonicalJson(moved),
  'a name with an accent': moved.replace('Hello', 'José'),
  'a name with an emoji': moved.replace('Hello', 'café 🚀'),
  'a name with U+2028 and U+007F': moved.replace('Hello', 'a\u2028b\x7f'),
  'a name with all kinds of escapes': moved.replace('Hello', '\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00E9'),
  'a label with halves of surrogate pairs': moved.replace(
    '"prod"',
    '"\\\\ud83d \\uD83D \\ude80\\ud83d\\ude80"',
  ),
  'numbers that parsers change': moved.replace('{', `{"extra":${numbers},`),
  'keys that start with U+0000': moved.replace('{', '{"\\u0000a":{"\\u0000":1},'),
  'unknown keys, unordered': moved.replace(
    '{',
    '{"z":{"b":[],"a":{}},"Z":null,"\uffff":1,"😀":2,"\\ude00":3,"\\ud83d":4,"1":5,"10":6,"2":7,"é":[true],',
  ),
}

const vectors: readonly Record<'description' | 'body' | 'secret' | 'signature', string>[] = JSON.parse(
  readFileSync('test/vectors/signature.json', 'utf8'),
).filter(
  (vector: { secret: string; body: string; signature: string | null }) =>
    vector.signature && vector.secret === secret && !/\p{Surrogate}/u.test(vector.body),
)

test('the command of the first page unpacks the schemas', async () => {
  const [step] = stepsOf('README')
  const terminal = new Terminal(mkdtempSync(join(folder, 'readme-')), environment())
  if (step?.kind !== 'commands') throw new Error('the first block should be a command')
  await terminal.run(`${step.text}\nls schemas/v1`)
  await terminal.shows('WebhookEvent.json')
  await terminal.close()
})

test('the types of the C# page require what the contract requires', async () => {
  const [step] = stepsOf('csharp')
  const directory = mkdtempSync(join(folder, 'csharp-'))
  const terminal = new Terminal(directory, environment())
  if (step?.kind !== 'commands') throw new Error('the first block should be commands')
  await terminal.run(step.text)
  await terminal.close()
  const { required, properties } = JSON.parse(
    readFileSync('schemas/v1/PromptTemplateLabelMoved.json', 'utf8'),
  )
  const types = readFileSync(join(directory, 'LabelMoved.cs'), 'utf8')
  const names = [...types.matchAll(/\[JsonRequired\]\s+\[JsonPropertyName\("(\w+)"\)\]/g)].map(
    ([, name]) => name,
  )
  expect(names.sort()).toEqual([...required, ...properties.details.required].sort())
})

const receiver = createReceiver({ secret, on: { prompt_template_label_moved: () => {} }, onRefused: null })

describe.each(languages)('$page', (language) => {
  const { page, tools, validate, lost, otherwise, ofTwoSignatures, whenStalled, withoutSecret } = language
  const { longest = Number.POSITIVE_INFINITY } = language
  const runs = hasTools(...tools)
  let followed: FollowedPage

  beforeAll(async () => {
    if (!runs) return
    await untilFree(4646)
    followed = await followPage(page, environment())
  }, 300_000)

  afterAll(() => followed?.remove())

  const status = async (body: string, headers: Record<string, string>, method = 'POST') =>
    (
      await fetch(followed.url, {
        method,
        ...(method === 'GET' ? {} : { body }),
        headers,
        signal: AbortSignal.timeout(5000),
      })
    ).status

  test.runIf(runs)('its commands run in order, and print what it says', () => {
    expect(followed.output()).toContain('✓ delivered')
    // Of what it must do, and of what it only should do.
    expect(followed.output()).toMatch(/^must: (\d+) of \1, should: (\d+) of \2,/m)
  })

  test.runIf(runs && validate !== undefined)('its validator gives the verdict of the contract', async () => {
    const judge = (event: string) => followed.run(`printf '%s' '${event}' | ${validate}`)
    expect([await judge(moved), await judge(invalid), await judge(created)]).toEqual([
      'valid\n',
      'invalid\n',
      'invalid\n',
    ])
  })

  test.runIf(runs).each(Object.entries(bodies))(
    'answers like the TypeScript receiver: %s',
    async (name, body) => {
      const { 'x-promptlayer-signature': signature = '' } = signedHeaders(body)
      const others = [
        ...['', signature.slice(1), `${signature}0`, `sha256=${signature}`, 'é'],
        signature.toUpperCase(),
      ]
      const headers = [
        signedHeaders(body),
        signedHeaders(body, 'other'),
        { 'content-type': 'application/json' },
        ...others.map((each) => ({ ...signedHeaders(body), 'x-promptlayer-signature': each })),
      ]
      for (const each of headers) {
        const answer = (await receiver.fetch(post(body, each))).status
        const expected = answer === 401 ? 401 : (otherwise[name] ?? answer)
        expect(await status(body, each), JSON.stringify(each)).toBe(expected)
      }
    },
  )

  test.runIf(runs)('answers like the TypeScript receiver: other requests', async () => {
    const signed = signedHeaders(moved)
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'text/plain', '']) {
      const headers = { ...signed, 'content-type': type }
      expect(await status(moved, headers)).toBe((await receiver.fetch(post(moved, headers))).status)
    }
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      expect(await status(moved, signed, method), method).toBe(405)
    }
    for (const size of [2 ** 20 + 1, 2 ** 23, 2 ** 23 + 1]) {
      const body = moved.padEnd(size)
      expect(await status(body, signedHeaders(body))).toBe(413)
    }
    const largest = moved.padEnd(2 ** 20)
    expect(await status(largest, signedHeaders(largest))).toBe(204)
    for (let time = 0; time < 2; time++) expect(await status(moved, signed)).toBe(204)
  })

  test.runIf(runs)('takes a signature in either case, and says which of two counts', async () => {
    const { 'x-promptlayer-signature': right = '', ...headers } = signedHeaders(moved)
    const answer = (...signatures: string[]) =>
      rawStatus(
        followed.url,
        { ...headers, 'x-promptlayer-signature': signatures, 'content-length': `${moved.length}` },
        moved,
      )
    expect(await answer(right.toUpperCase())).toBe(204)
    expect(await answer(right, 'x')).toBe(ofTwoSignatures === 'the first' ? 204 : 401)
    expect(await answer('x', right)).toBe(401)
  })

  test.runIf(runs)('refuses a length that is no number, and answers the next request', async () => {
    // int() of Python takes +1 and 1_0, and isdigit() takes ².
    for (const length of ['', '-1', 'abc', '1.5', '1e3', '0x10', '+1', '1_0', '\xb2', '9'.repeat(5000)]) {
      const headers = { ...signedHeaders(moved), 'content-length': length }
      const answer = await rawStatus(followed.url, headers, moved)
      // Java takes +1 for 1, and so the signature for a wrong one. PHP just closes the connection.
      expect.soft([400, 401, 'closed'], `${length.slice(0, 10)}: ${answer}`).toContain(answer)
      expect(await status(moved, signedHeaders(moved))).toBe(204)
    }
    expect(await rawStatus(followed.url, signedHeaders(moved), '')).toBe(401)
  })

  test.runIf(runs)(
    'waits for nothing once the connection has ended, and answers the next request',
    async () => {
      for (const length of [1000, 2 ** 21, 10 ** 12, 10 ** 17, 10 ** 18].filter((each) => each <= longest)) {
        const headers = { ...signedHeaders(moved), 'content-length': `${length}` }
        const answer = await rawStatus(followed.url, headers, moved, 'ends')
        expect.soft([400, 413, 'closed'], `${length}: ${answer}`).toContain(answer)
        expect(await status(moved, signedHeaders(moved))).toBe(204)
      }
    },
  )

  // Java reads for 10 seconds at most, and PHP does not survive the length.
  test.runIf(runs && ['python', 'go'].includes(page))('does not read without end', async () => {
    const headers = { ...signedHeaders(moved), 'content-length': `${10 ** 12}` }
    const answer = await rawStatus(followed.url, headers, ' '.repeat(2 ** 24 + 2 ** 16))
    expect([413, 'closed']).toContain(answer)
    expect(await status(moved, signedHeaders(moved))).toBe(204)
  })

  test.runIf(runs && whenStalled !== 'waits')('a client that stalls keeps nobody waiting', async () => {
    const started = [
      'POST / HTTP/1.1\r\nhost: a\r\n',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{',
    ]
    const stalled = await Promise.all(started.map((text) => stalledClient(followed.url, text)))
    for (let time = 0; time < 3; time++) expect(await status(moved, signedHeaders(moved))).toBe(204)
    // Sooner or later, their connections are free again.
    if (whenStalled === 'closes') await Promise.all(stalled.map(({ closed }) => closed))
    for (const { leave } of stalled) leave()
  })

  test.runIf(runs)('survives nonsense', async () => {
    for (const body of [
      '',
      '{',
      'null',
      '"a"',
      '[]',
      `${'['.repeat(2 ** 19)}`,
      '{"a":"\\ud83d',
      '{"event_type":1}',
    ]) {
      expect(await status(body, signedHeaders(moved))).toBe(401)
    }
    const changed = moved.replace('workspace_id', 'workspace_ID')
    expect(await status(changed, signedHeaders(moved))).toBe(401)
  })

  test.runIf(runs)('accepts a signature over the bytes', async () => {
    const reordered = JSON.stringify(JSON.parse(moved))
    expect(await status(reordered, signedHeaders(reordered))).toBe(204)
  })

  test.runIf(runs)('verifies what Python signs, with the exceptions on its page', async () => {
    const refused: string[] = []
    for (const { body, signature, description } of vectors) {
      expect(verifySignature({ body, signature, secret })).toBe(true)
      expect(signPayload(body, secret)).toBe(signature)
      const headers = { 'content-type': 'application/json', 'x-promptlayer-signature': signature }
      if ((await status(body, headers)) === 401) refused.push(description)
    }
    expect(refused).toEqual(lost)
  })

  test.runIf(runs).each(['unset WEBHOOK_SECRET', "export WEBHOOK_SECRET=''"])(
    'accepts nothing without a secret: %s',
    async (without) => {
      const restarted = await followed.restart(without)
      if (withoutSecret === 'ends') {
        expect(restarted).toEqual({ exitCode: 1, output: expect.stringContaining('WEBHOOK_SECRET') })
        return
      }
      if (!('url' in restarted)) throw new Error(`it has ended:\n${restarted.output}`)
      for (const headers of [signedHeaders(moved), {}]) {
        expect((await fetch(restarted.url, { method: 'POST', body: moved, headers })).status).toBe(500)
      }
      expect((await fetch(restarted.url)).status).toBe(500)
    },
  )
})

/** Waits until nothing listens on a port. The pages name it, and another run of these tests may use it. */
function untilFree(port: number): Promise<void> {
  const connected = () =>
    new Promise<void>((resolve, reject) => {
      const inUse = () => reject(new Error(`port ${port} is in use`))
      const socket = connect(port, '127.0.0.1', inUse).on('error', () => resolve())
      socket.unref().end()
    })
  return vi.waitFor(connected, { timeout: 120_000, interval: 200 })
}
