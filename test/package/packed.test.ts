import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { packagesIn } from '../../build/third-party-licenses.js'
import packageJson from '../../package.json' with { type: 'json' }
import { tarballs } from '../../release/tarballs.js'
import { catalog } from '../../src/generated/catalog.js'
import { freePort } from '../support/free-port.js'
import { createConsumer } from './consumer.js'

const { folder, installed, files, install, run } = createConsumer()
const noEval = ['--disallow-code-generation-from-strings']
const judge = `
  const event = JSON.parse(readFileSync('${process.cwd()}/examples/payloads/prompt_template_created.json', 'utf8'))
  if (parse(event) !== event) throw new Error('not the same object')
  try { parse({}); console.log('parsed') } catch (error) { console.log(error.name, error instanceof InvalidEventError) }`

test('works without zod and without eval, as ES module and as CommonJS', () => {
  const esm = `import { readFileSync } from 'node:fs'
    import { parseWebhookEvent as parse, InvalidEventError } from 'prompt-webhooks'\n${judge}`
  const cjs = `const { readFileSync } = require('node:fs')
    const { parseWebhookEvent: parse, InvalidEventError } = require('prompt-webhooks')\n${judge}`
  expect(existsSync(join(folder, 'node_modules/zod'))).toBe(false)
  expect(run('esm.mjs', esm, noEval)).toBe('InvalidEventError true')
  expect(run('cjs.cjs', cjs, noEval)).toBe('InvalidEventError true')
})

const examplesOf = (page: string) =>
  readFileSync(page, 'utf8')
    .split('```ts\n')
    .slice(1)
    .map((block) => block.split('```')[0] ?? '')
const exampleOf = (words: string, page = 'README.md') =>
  examplesOf(page).find((source) => source.includes(words)) ?? ''

test('the first example of the README runs unchanged', () => {
  expect(run('readme.mjs', exampleOf('readWebhookEvent'))).toBe('deleted: Hello')
})

test('the examples of docs/signatures.md that verify run unchanged', () => {
  expect(run('readme-signature.mjs', exampleOf('prompt-webhooks/signature', 'docs/signatures.md'))).toBe(
    'prompt_template_deleted 2023-12-01T22:03:59.826147',
  )
  expect(
    run('readme-standard.mjs', exampleOf('prompt-webhooks/standard-webhooks', 'docs/signatures.md')),
  ).toBe('msg_1')
})

test('the example of docs/registry.md that shows what has changed runs unchanged', () => {
  expect(run('readme-registry.mjs', exampleOf('prompt-webhooks/registry', 'docs/registry.md'))).toBe(
    `[ 'prompt_template_version_created', 'prompt_template_label_moved' ]
{ id: 12, name: 'Hello', latestVersion: 9, labels: { prod: 9 } }`,
  )
})

test('the README example that receives runs unchanged', async () => {
  writeFileSync(join(folder, 'readme-receiver.mjs'), exampleOf('prompt-webhooks/receiver'))
  const port = await freePort()
  const env = { ...process.env, PORT: `${port}`, WEBHOOK_SECRET: 'test-secret' }
  const server = spawn(process.execPath, ['readme-receiver.mjs'], { cwd: folder, env })
  let output = ''
  server.stdout.on('data', (chunk) => {
    output += chunk
  })
  const body = readFileSync('examples/payloads/prompt_template_label_moved.json', 'utf8')
  const headers = {
    'content-type': 'application/json',
    'x-promptlayer-signature': '5aa56b7a91826b99813ab50676466857b70853e54cd66c6cafdbd599460ba644',
  }
  const post = (text: string) => fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: text, headers })
  try {
    await expect.poll(async () => (await post(body).catch(() => undefined))?.status).toBe(204)
    expect((await post(body.replace('prod', 'dev'))).status).toBe(401)
    await expect.poll(() => output).toBe('moved: prod\n')
  } finally {
    server.kill()
  }
})

test('the README example that sends runs unchanged, except for its port', async () => {
  const received: unknown[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push(JSON.parse(body).event_type)
    response.writeHead(204).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const source = exampleOf('prompt-webhooks/emitter').replace(':4545/', `:${port}/`)
  const commonJs = `(async () => {${source.replace(/import (.*) from (.*)/, 'const $1 = require($2)')}})()`
  try {
    for (const [file, program] of Object.entries({ 'sends.mjs': source, 'sends.cjs': commonJs })) {
      writeFileSync(join(folder, file), program)
      // A connection that is kept alive must not keep the process alive.
      const sender = spawn(process.execPath, [...noEval, file], { cwd: folder })
      let output = ''
      sender.stdout.on('data', (chunk) => {
        output += chunk
      })
      expect([...(await once(sender, 'close')), output]).toEqual([0, null, 'delivered answered 204\n'])
    }
  } finally {
    server.close()
  }
  expect(received).toEqual(['prompt_template_deleted', 'prompt_template_deleted'])
})

test('an error of one module format is an instance of the class in the other', () => {
  const source = `import { createRequire } from 'node:module'
    import * as esm from 'prompt-webhooks'
    const cjs = createRequire(import.meta.url)('prompt-webhooks')
    const names = ['InvalidEventError', 'UnknownEventTypeError', 'SignatureError']
    console.log(cjs.InvalidEventError === esm.InvalidEventError, ...names.map((name) => {
      const error = new cjs[name]([])
      return names.filter((each) => error instanceof esm[each]).join() === name && error instanceof esm.WebhookContractError
    }))`
  expect(run('instances.mjs', source)).toBe('false true true true')
})

test('an error that one entry throws is an instance of the class of another, in either format', () => {
  const attempts = `
    const attempt = (run) => { try { return run() } catch (error) { return [SignatureError, InvalidEventError].map((type) => error instanceof type).join() } }
    const secret = 'test-secret'
    console.log(
      attempt(() => verifyWebhookEvent({ body: '{}', signature: null, secret })),
      attempt(() => verifyWebhookEvent({ body: '{}', signature: signPayload('{}', secret), secret })),
      attempt(() => verifyMessage({ body: '{}', headers: {}, secret: 'whsec_AAAA' })),
    )`
  const esm = `import { InvalidEventError, SignatureError } from 'prompt-webhooks'
    import { signPayload, verifyWebhookEvent } from 'prompt-webhooks/signature'
    import { verifyMessage } from 'prompt-webhooks/standard-webhooks'${attempts}`
  const cjs = `const { InvalidEventError, SignatureError } = require('prompt-webhooks')
    const { signPayload, verifyWebhookEvent } = require('prompt-webhooks/signature')
    const { verifyMessage } = require('prompt-webhooks/standard-webhooks')${attempts}`
  const mixed = `import { createRequire } from 'node:module'
    import { InvalidEventError, SignatureError } from 'prompt-webhooks'
    const require = createRequire(import.meta.url)
    const { signPayload, verifyWebhookEvent } = require('prompt-webhooks/signature')
    const { verifyMessage } = require('prompt-webhooks/standard-webhooks')${attempts}`
  for (const [file, source] of Object.entries({ 'errors.mjs': esm, 'errors.cjs': cjs, 'mixed.mjs': mixed })) {
    expect(run(file, source, noEval), file).toBe('true,false false,true true,false')
  }
})

test('includes the licences of bundled packages, in full and next to the code', () => {
  const licenses = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')
  const bundled = ['@noble/hashes', 'commander', 'ipaddr.js']
  for (const name of bundled) {
    expect(licenses).toContain(readFileSync(`node_modules/${name}/LICENSE`, 'utf8').trim())
  }
  const code = files.filter((path) => /^dist[/].*[.][cm]?js$/.test(path))
  const withHash = code.filter((path) => readFileSync(join(installed, path), 'utf8').includes('1116352408'))
  expect(withHash.length).toBeGreaterThanOrEqual(3)
  for (const path of withHash) {
    expect(readFileSync(join(installed, path), 'utf8'), path).toContain(
      '/*! Bundled: @noble/hashes, MIT License',
    )
  }
})

test('names every package whose code is bundled, as another bundler finds them', async () => {
  const sources = Object.values(packageJson.exports).flatMap((target) =>
    typeof target === 'object' ? [target.import.default.replace(/^[.]\/dist(.*)[.]js$/, 'src$1.ts')] : [],
  )
  const { metafile } = await build({
    entryPoints: [...sources, 'src/cli/main.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    external: Object.keys(packageJson.peerDependencies),
    outdir: 'never-written',
    write: false,
    metafile: true,
  })
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? (/.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []) : [],
    ),
  )
  const licenses = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')
  expect(packagesIn(licenses).map(({ name }) => name)).toEqual([...new Set(used)].sort())
})

const documents = files.filter((path) => /^(schemas|examples[/]payloads)[/]/.test(path))

test('is what users need, and no larger than a release may be', async () => {
  expect(await tarballs.faults('.')).toEqual([])
})

test('exports its documents, schemas, examples and package.json', () => {
  const paths = JSON.stringify([...documents, 'package.json'])
  const cjs = `const contents = ${paths}.map((path) => require('prompt-webhooks/' + path))
    console.log(contents.length, contents.every((content) => Object.keys(content).length > 0))`
  const esm = `const paths = ${paths}
    const modules = await Promise.all(paths.map((path) => import('prompt-webhooks/' + path, { with: { type: 'json' } })))
    console.log(modules.length, modules.every((module) => Object.keys(module.default).length > 0))`
  expect(run('documents.cjs', cjs)).toBe(`${documents.length + 1} true`)
  expect(run('documents.mjs', esm)).toBe(`${documents.length + 1} true`)
})

test('docs/schemas.md lists each document, schema and example', () => {
  const rows = [...readFileSync('docs/schemas.md', 'utf8').matchAll(/^[|] `(.*?)`/gm)].map(
    ([, path = '']) => path,
  )
  const listed = rows.flatMap((row) => {
    const [folder, isFolder] = [row.slice(0, -1), row.endsWith('…')]
    if (isFolder) return documents.filter((path) => path.startsWith(folder))
    return Object.values(catalog).map(({ type, typeName }) =>
      row.replace('<Event>', typeName).replace('<event_type>', type),
    )
  })
  expect([...new Set(listed)].sort()).toEqual([...documents].sort())
})

test('the example of docs/cloudevents.md that creates a CloudEvent runs unchanged', () => {
  expect(run('readme-cloudevents.mjs', exampleOf('prompt-webhooks/cloudevents', 'docs/cloudevents.md'))).toBe(
    "prompt_template_deleted { prompt_template_id: 8, prompt_template_name: '2' }",
  )
})

test('its command runs', () => {
  const output = execFileSync(
    process.execPath,
    [
      join(installed, packageJson.bin['prompt-webhooks']),
      'validate',
      `${process.cwd()}/examples/payloads/prompt_template_created.json`,
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  expect(output).toMatch(/^✓ /)
})

test('needs zod only for the zod entry, and uses the installed one', () => {
  expect(readFileSync(join(installed, 'dist/zod.js'), 'utf8')).toContain('from "zod"')
  expect(readFileSync(join(installed, 'dist/index.js'), 'utf8')).not.toMatch(/from\s*["'](?!\.)/)
  install('zod')
  const esm = `import { z } from 'zod'
    import { webhookEventSchema } from 'prompt-webhooks/zod'
    console.log(webhookEventSchema instanceof z.ZodDiscriminatedUnion, webhookEventSchema.safeParse({}).success)`
  expect(run('zod.mjs', esm, noEval)).toBe('true false')
  const cjs = `const { z } = require('zod')
    const { webhookEventSchema } = require('prompt-webhooks/zod')
    console.log(webhookEventSchema instanceof z.ZodDiscriminatedUnion)`
  expect(run('zod.cjs', cjs, noEval)).toBe('true')

  const ownEvent = `${exampleOf('mySchema', 'docs/validate.md')}
    const event = { event_type: 'prompt_archived', details: { reason: 'old' }, user_id: 1, workspace_id: 1, timestamp: '2023-12-01T22:05:57' }
    console.log(mySchema.parse(event).details.reason, mySchema.safeParse({ ...event, details: {} }).success)`
  expect(run('readme-zod.mjs', ownEvent)).toBe('old false')
})

test('a bundler keeps the check of zod, before every schema', async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export { webhookEnvelopeSchema } from 'prompt-webhooks/zod'`, resolveDir: folder },
    bundle: true,
    format: 'esm',
    external: ['zod'],
    write: false,
  })
  const text = outputFiles[0]?.text ?? ''
  expect(text.indexOf('requireVersion("zod"')).toBeGreaterThan(0)
  expect(text.indexOf('requireVersion("zod"')).toBeLessThan(text.indexOf('.object('))
})

test('contains only the files it needs, and fewer than 300', () => {
  const folders = new Set(files.map((path) => path.split('/')[0]))
  expect([...folders].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'bin',
    'dist',
    'docs',
    'examples',
    'package.json',
    'schemas',
  ])
  expect(files.filter((path) => /codegen|^test|bench|decisions|[.]map$/.test(path))).toEqual([])
  expect(files.length).toBeLessThan(300)
})

test('declares each type once, so that every entry accepts what another returns', () => {
  const declarations = files.filter((path) => path.endsWith('.d.ts'))
  const declared = declarations.flatMap((path) => [
    ...readFileSync(join(installed, path), 'utf8').matchAll(
      /^(?:declare )?(?:abstract )?(?:interface|class|type|enum) [\s\S]*?(?:^}|;$)/gm,
    ),
  ])
  const texts = declared.map(([text]) => text)
  expect(texts.length).toBeGreaterThan(50)
  expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
})

test('its types compile in strict projects of both module formats, without any instantiations', () => {
  const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc')
  const instantiations = (name: string, source: string) => {
    writeFileSync(join(folder, name), source)
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
    ]
    const output = execFileSync(process.execPath, [tsc, ...flags, '--extendedDiagnostics', name], {
      cwd: folder,
      encoding: 'utf8',
    })
    return Number(/Instantiations:\s+(\d+)/.exec(output)?.[1])
  }
  const types = 'PromptTemplateCreated, UnknownWebhookEvent, WebhookEvent, WebhookEventMap, WebhookEventType'
  const use = `import type { ${types} } from 'prompt-webhooks'
    export type Used = [${types}]`
  const empty = instantiations('empty.mts', 'export {}')
  expect(empty).toBeGreaterThanOrEqual(0)
  expect(instantiations('types.mts', use)).toBe(empty)
  expect(instantiations('types.cts', use)).toBe(empty)

  install('zod')
  const infer = `import type { WebhookEvent } from 'prompt-webhooks'
    import { webhookEventSchema } from 'prompt-webhooks/zod'
    export const event: WebhookEvent = webhookEventSchema.parse({})`
  expect(instantiations('zod.mts', infer)).toBeGreaterThan(empty)
  expect(instantiations('zod.cts', infer)).toBeGreaterThan(empty)
}, 300_000)
