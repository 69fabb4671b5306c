import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LanguageName } from 'quicktype-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReceiver } from '../../src/receiver/index.js'
import { canonicalJson, signPayload, verifySignature } from '../../src/signature/index.js'
import { created, invalid, moved, post, secret, signedHeaders, unknown } from '../receiver/signed-request.js'
import { buildProgram } from '../support/build-program.js'
import { type Command, jackson } from '../support/programs.js'
import { quicktypeFiles, write } from '../support/quicktype.js'
import { hasTools, type Tool } from '../support/tools.js'
import { programsOf } from './page.js'
import { type Server, startServer } from './server.js'

interface Language {
  readonly page: string
  readonly tools: readonly Tool[]
  /** The types that quicktype writes, by their paths. */
  readonly types: () => Promise<ReadonlyMap<string, string>>
  readonly compiler?: Command
  readonly start: (port: number) => Command
  /** The vectors whose signature the program cannot verify, as its page says. */
  readonly lost: readonly string[]
}

const typeName = 'PromptTemplateLabelMoved'

const languages: readonly Language[] = [
  {
    page: 'python',
    tools: ['python3'],
    types: () => typesAt('prompt_template_label_moved.py', 'python'),
    start: () => ['python3', 'receiver.py'],
    lost: [],
  },
  {
    page: 'go',
    tools: ['Go'],
    types: () => typesAt('label_moved.go', 'go', { package: 'main' }),
    compiler: ['go', 'build', '-o', 'receiver', 'canonical.go', 'receiver.go', 'label_moved.go'],
    start: () => ['./receiver'],
    lost: ['NaN and the infinities', 'lone halves, escaped'],
  },
  {
    page: 'php',
    tools: ['PHP'],
    types: () => typesAt(`${typeName}.php`, 'php'),
    start: (port) => ['php', '-S', `127.0.0.1:${port}`, 'receiver.php'],
    lost: ['NaN and the infinities', 'lone halves, escaped'],
  },
  {
    page: 'java',
    tools: ['Java', 'Jackson'],
    types: () => typesAt('labelmoved', 'java', { package: 'labelmoved' }),
    compiler: ['javac', '-proc:none', '-cp', `${jackson}:.`, 'Receiver.java'],
    start: () => ['java', '-cp', `${jackson}:.`, 'Receiver'],
    lost: ['4,301 digits and a fraction', 'NaN and the infinities'],
  },
]

/** The types of one event: one file at `path`, or several in a folder of that name. */
async function typesAt(path: string, language: LanguageName, options: Record<string, string> = {}) {
  const files = await quicktypeFiles(typeName, language, options)
  return new Map([...files].map(([name, text]) => [files.size > 1 ? `${path}/${name}` : path, text]))
}

const numbers = '[1.0,1e2,-0,-0.0,1e16,1e-7,1E400,0.1,9007199254740993,123456789012345678901234567890]'
const bodies: Record<string, string> = {
  'an event with a handler': moved,
  'an event without a handler': created,
  'an event of an unknown type': unknown,
  'a wrong field': invalid,
  'other spacing': JSON.stringify(JSON.parse(moved), null, 2),
  'canonical order': canonicalJson(moved),
  'a name with an accent': moved.replace('Hello', 'José'),
  'a name with an emoji': moved.replace('Hello', 'café 🚀'),
  'a name with U+2028 and U+007F': moved.replace('Hello', 'a\u2028b\x7f'),
  'a name with all kinds of escapes': moved.replace('Hello', '\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00E9'),
  'numbers that parsers change': moved.replace('{', `{"extra":${numbers},`),
  'unknown keys, unordered': moved.replace(
    '{',
    '{"z":{"b":[],"a":{}},"Z":null,"\uffff":1,"😀":2,"é":[true],',
  ),
}

const vectors: readonly Record<'description' | 'body' | 'secret' | 'signature', string>[] = JSON.parse(
  readFileSync('test/vectors/signature.json', 'utf8'),
).filter(
  (vector: { secret: string; body: string; signature: string | null }) =>
    vector.signature && vector.secret === secret && !/\p{Surrogate}/u.test(vector.body),
)

const receiver = createReceiver({ secret, on: { prompt_template_label_moved: () => {} } })

describe.each(languages)('$page', ({ page, tools, types, compiler, start, lost }) => {
  const runs = hasTools(...tools)
  let server: Server

  beforeAll(async () => {
    if (!runs) return
    const files = new Map([...programsOf(page), ...(await types())])
    const folder = compiler
      ? buildProgram(files, compiler, { GO111MODULE: 'off' })
      : mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
    if (!compiler) for (const [path, text] of files) write(folder, path, text)
    server = await startServer(start, folder, { WEBHOOK_SECRET: secret })
  }, 60_000)

  afterAll(() => server?.stop())

  const status = async (body: string, headers: Record<string, string>) =>
    (await fetch(server.url, { method: 'POST', body, headers })).status

  test.runIf(runs).each(Object.entries(bodies))(
    'answers like the TypeScript receiver: %s',
    async (_, body) => {
      const { 'x-promptlayer-signature': signature = '' } = signedHeaders(body)
      const wrong = [signedHeaders(body, 'other'), { 'x-promptlayer-signature': signature.slice(1) }, {}]
      for (const headers of [signedHeaders(body), ...wrong]) {
        const typed = { ...headers, 'content-type': 'application/json' }
        expect(await status(body, typed)).toBe((await receiver.fetch(post(body, typed))).status)
      }
      const changed = body.replace('workspace_id', 'workspace_ID')
      expect(await status(changed, signedHeaders(body))).toBe(401)
    },
  )

  test.runIf(runs)('accepts a signature over the bytes, and refuses a body that is not JSON', async () => {
    const reordered = JSON.stringify(JSON.parse(moved))
    expect(await status(reordered, signedHeaders(reordered))).toBe(204)
    expect(await status('{', { 'x-promptlayer-signature': '0'.repeat(64) })).toBe(401)
  })

  test.runIf(runs)('calls the handler', async () => {
    await expect.poll(() => server.output()).toContain('moved: prod')
  })

  test.runIf(runs)('verifies what Python signs, with the exceptions on its page', async () => {
    const refused: string[] = []
    for (const { body, signature, description } of vectors) {
      expect(verifySignature({ body, signature, secret })).toBe(true)
      expect(signPayload(body, secret)).toBe(signature)
      if ((await status(body, { 'x-promptlayer-signature': signature })) === 401) refused.push(description)
    }
    expect(refused).toEqual(lost)
  })
})
