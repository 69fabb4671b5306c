import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import SwaggerParser from '@apidevtools/swagger-parser'
import { createClient } from '@hey-api/openapi-ts'
import { validate } from '@hyperjump/json-schema/openapi-3-1'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { validate as parseDocument } from '@scalar/openapi-parser'
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'
import { Ajv2020 } from 'ajv/dist/2020.js'
import openapiTS, { astToString } from 'openapi-typescript'
import { generate } from 'orval'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createApp } from '../src/app.js'
import { catalog } from '../src/catalog.js'
import { createHub, type Hub, serve } from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { from, stubHub } from './safety/stub-hub.js'

const token = 'a-token-that-is-long-enough'

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly parameters?: readonly { readonly name: string }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly example: object } } }
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: object }>>
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>
    readonly responses: Readonly<Record<string, { readonly content?: object }>>
  }
}

// Needs neither a database nor a token.
const answer = await createApp(stubHub(), { token }).request('/api/openapi.json')
const text = await answer.text()
const document: Document = JSON.parse(text)
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
)
type Each = (typeof operations)[number]

describe('the document', () => {
  test('is readable without the token, which everything else needs', async () => {
    expect(answer.status).toBe(200)
    expect((await createApp(stubHub(), { token }).request('/api/webhooks')).status).toBe(401)
  })

  test('has no problem by Redocly, Spectral and the meta-schema of the specification', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] })
    expect(
      (await lintFromString({ source: text, config })).map(({ ruleId, message }) => [ruleId, message]),
    ).toEqual([])
    const linter = new spectral.Spectral()
    linter.setRuleset(rulesets.oas as unknown as RulesetDefinition)
    expect(await linter.run(JSON.parse(text))).toEqual([])
    expect((await validate('https://spec.openapis.org/oas/3.1/schema-base', JSON.parse(text))).valid).toBe(
      true,
    )
  })

  test('is read by swagger-parser and by the parser of Scalar, which find no mistake', async () => {
    const api = await SwaggerParser.validate(JSON.parse(text), { resolve: { external: false } })
    expect(api.paths).toHaveProperty('/webhooks')
    const { valid, errors, schema } = await parseDocument(JSON.parse(text))
    expect([valid, errors]).toEqual([true, []])
    expect(Object.keys(schema?.paths ?? {})).toEqual(Object.keys(document.paths))
    // They do find one.
    const broken = { ...JSON.parse(text), info: {} }
    await expect(SwaggerParser.validate(broken)).rejects.toThrow()
    expect((await parseDocument(broken)).valid).toBe(false)
  })

  test('refers to nothing outside, and has the strict schema of every event', () => {
    const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference)
    expect(references.length).toBeGreaterThan(50)
    expect(references.filter((reference) => !reference?.startsWith('#/components/'))).toEqual([])
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'api')
    for (const { example } of catalog) {
      const isValid = (event: object) => ajv.validate('api#/components/schemas/WebhookEvent', event)
      expect(isValid(example)).toBe(true)
      expect(isValid({ ...example, user_id: 0 })).toBe(false)
    }
  })

  test('lets a caller publish an event or a list of events, and nothing else', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'api')
    const body = 'api#/paths/~1events/post/requestBody/content/application~1json/schema'
    for (const { example } of catalog) {
      expect(ajv.validate(body, example)).toBe(true)
      expect(ajv.validate(body, [example, example])).toBe(true)
    }
    for (const other of [null, [], [null], {}, '']) expect(ajv.validate(body, other)).toBe(false)
  })

  test('gives every operation its own name, a tag and a summary', () => {
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
    for (const { operation } of operations) {
      expect(operation.tags).toHaveLength(1)
      expect(operation.summary).not.toBe('')
    }
  })

  test('has every route of the app', () => {
    const routes = createApp(stubHub()).routes.filter(
      ({ method, path }) => path.startsWith('/api/') && method !== 'ALL',
    )
    const documented = operations.map(
      ({ method, path }) => `${method} /api${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    )
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(documented))
  })
})

/** A hub whose every method fails. */
function broken(error: unknown): Hub {
  const fail = () => {
    throw error
  }
  return new Proxy(fail, {
    get: (_, name) => (name === 'then' ? undefined : broken(error)),
  }) as unknown as Hub
}
const brokenApps = {
  500: createApp(broken(new Error('a fault'))),
  503: createApp(broken(new Error('Connection terminated'))),
  507: createApp(broken(Object.assign(new Error('no space'), { code: '53100' }))),
}

describe.each(databases)('$name', ({ start }) => {
  let database: TestDatabases
  let hub: Hub
  let app: ReturnType<typeof createApp>
  beforeAll(async () => {
    database = await start()
    hub = await createHub({ ...(await database.create()), work: false })
    app = createApp(hub)
  })
  afterAll(async () => {
    await hub.close()
    await database.stop()
  })

  /** A webhook that exists, with a delivery of an event. */
  async function existing() {
    const webhook = await hub.webhooks.create({ url: 'https://example.com/', allowDuplicate: true })
    const { id, eventId } = await hub.webhooks.test(webhook.id)
    return { webhooks: webhook.id, deliveries: id, events: eventId }
  }

  interface Change {
    readonly headers?: Record<string, string>
    readonly body?: string
    readonly query?: string
    readonly id?: string
    readonly app?: ReturnType<typeof createApp>
  }

  async function send({ path, method, operation }: Each, change: Change = {}): Promise<Response> {
    const ids = path.includes('{id}') && change.id === undefined ? await existing() : undefined
    const id = change.id ?? ids?.[path.split('/')[1] as keyof typeof ids]
    const example = operation.requestBody?.content['application/json'].example
    const body = change.body ?? (example && JSON.stringify(example))
    return (change.app ?? app).request(
      `http://localhost/api${path.replace('{id}', String(id))}${change.query ?? ''}`,
      {
        method,
        headers: {
          host: 'localhost',
          ...(example && { 'content-type': 'application/json' }),
          ...change.headers,
        },
        ...(body !== undefined && method !== 'GET' && { body }),
      },
      from('192.0.2.1'),
    )
  }

  const withToken = createApp(stubHub(), { token })
  const wrongToken = { app: withToken, headers: { authorization: 'Bearer wrong' } }
  const has = ({ operation }: Each, name: string) => operation.parameters?.some((each) => each.name === name)

  const maxReaders = new Map([
    ['streamDeliveries', 100],
    ['followEvents', 50],
  ])
  /** For each status, a request that is answered with it if the operation can. */
  const ways: Readonly<Record<string, (each: Each) => Promise<Response>>> = {
    400: (each) =>
      each.operation.requestBody ? send(each, { body: '{"a": }' }) : send(each, { query: '?unknown=1' }),
    401: (each) => send(each, { app: withToken }),
    403: (each) => send(each, { headers: { 'sec-fetch-site': 'cross-site' } }),
    404: (each) => {
      const id = crypto.randomUUID()
      if (each.operation.operationId === 'resendDeliveries') return send(each, { body: '{"ids": ["x"]}' })
      // What deleted webhooks did still counts, so only what can be no id is missing.
      if (each.operation.operationId === 'getActivity') return send(each, { query: '?webhookId=x' })
      return has(each, 'webhookId') ? send(each, { query: `?webhookId=${id}` }) : send(each, { id })
    },
    409: async (each) => {
      const headers = { 'idempotency-key': each.operation.operationId }
      await send(each, { headers })
      if (each.operation.operationId === 'updateWebhook') {
        const { url } = await hub.webhooks.create({ url: 'https://example.com/409', allowDuplicate: true })
        return send(each, { body: JSON.stringify({ url }) })
      }
      const events = JSON.stringify([catalog[0]?.example, catalog[0]?.example])
      return send(each, { headers, ...(each.path === '/events' && { body: events }) })
    },
    412: (each) => send(each, { headers: { 'if-match': '"1"' } }),
    413: (each) => send(each, { headers: { 'content-length': `${2 ** 20 + 1}` }, body: '{}' }),
    415: (each) => send(each, { headers: { 'content-type': 'text/plain' }, body: 'x' }),
    421: (each) => send(each, { app: createApp(hub, { hosts: [] }), headers: { host: 'evil.example' } }),
    422: (each) => send(each, { body: '{"unknown": 1}', headers: { 'last-event-id': 'unknown' } }),
    429: async (each) => {
      for (let failures = 0; failures < 10; failures++) await send(each, wrongToken)
      return send(each, wrongToken)
    },
    500: (each) => send(each, { app: brokenApps[500], id: crypto.randomUUID() }),
    503: async (each) => {
      const places = maxReaders.get(each.operation.operationId)
      if (places === undefined) {
        return send(each, { app: brokenApps[503], id: crypto.randomUUID() })
      }
      const streams: Response[] = []
      for (let readers = 0; readers < places; readers++) streams.push(await send(each))
      const refused = await send(each)
      for (const { body } of streams) await body?.cancel()
      return refused
    },
    507: (each) => send(each, { app: brokenApps[507], id: crypto.randomUUID() }),
  }

  // Fields that the document does not have are refused, too.
  const closed = JSON.parse(text, (_, value) =>
    value?.type === 'object' && value.properties && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  )
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(closed, 'api')
  const pointer = (...keys: string[]) =>
    keys.map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')

  async function expectAsDocumented({ path, method, operation }: Each, response: Response): Promise<void> {
    const status = `${response.status}`
    const documented = operation.responses[status]
    expect(documented, `${method} ${path}: ${status} is not documented`).toBeDefined()
    const name = documented?.$ref?.split('/').at(-1)
    const content = (name ? document.components.responses[name] : documented)?.content ?? {}
    const place = name
      ? ['components', 'responses', name]
      : ['paths', path, method.toLowerCase(), 'responses', status]
    const type = response.headers.get('content-type')?.split(';')[0]
    expect(Object.keys(content)).toEqual(type === undefined ? [] : [type])
    if (!type?.endsWith('json')) return void (await response.body?.cancel())
    const schema = `api#${pointer(...place, 'content', type, 'schema')}`
    const body = (await response.json()) as { title?: string }
    // What a status without a name gets.
    expect([path, status, body.title]).not.toEqual([path, status, 'Error'])
    expect([path, status, ajv.validate(schema, body), ajv.errors]).toEqual([path, status, true, null])
  }

  test.each(operations)('$method $path succeeds as documented', async (each) => {
    const response = await send(each)
    expect(response.ok).toBe(true)
    await expectAsDocumented(each, response)
  })

  test.each(operations)('$method $path fails as documented, and in no other way', async (each) => {
    const failures = Object.keys(each.operation.responses).filter((status) => !status.startsWith('2'))
    for (const status of failures) {
      const response = await ways[status]?.(each)
      expect([each.path, `${response?.status}`]).toEqual([each.path, status])
    }
    for (const [status, way] of Object.entries(ways)) {
      // A route without a body takes any.
      if (status === '422' && !each.operation.responses[status]) continue
      await expectAsDocumented(each, await way(each))
    }
  })
})

describe('clients that are generated from it', () => {
  /** A folder inside the project, so that generated files find their packages. */
  function emptyFolder(): string {
    mkdirSync(resolve('node_modules/.cache'), { recursive: true })
    const folder = mkdtempSync(resolve('node_modules/.cache/prompt-webhooks-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'openapi.json'), text)
    return folder
  }

  function compile(folder: string, ...files: string[]): string {
    const flags = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--target',
      'es2024',
      '--module',
      'esnext',
    ]
    const resolution = ['--moduleResolution', 'bundler', '--lib', 'es2024,dom,dom.iterable', '--types', '']
    const compiler = resolve('node_modules/typescript-7/bin/tsc')
    const { stdout } = spawnSync(process.execPath, [compiler, ...flags, ...resolution, ...files], {
      cwd: folder,
      encoding: 'utf8',
    })
    return stdout
  }

  test('the types of openapi-typescript compile, and know events, filters and failures', async () => {
    const folder = emptyFolder()
    writeFileSync(join(folder, 'api.ts'), astToString(await openapiTS(JSON.parse(text))))
    writeFileSync(
      join(folder, 'program.ts'),
      `import type { components, operations, paths } from './api'
      type Events = paths['/events']['get']
      export const query: NonNullable<Events['parameters']['query']> = { search: 'greeting', limit: 10, from: '2026-11-01' }
      // @ts-expect-error TS2322: no state of a delivery
      export const state: components['schemas']['DeliveryState'] = 'failed'
      export function names(page: Events['responses'][200]['content']['application/json']): string[] {
        return page.items.flatMap(({ event }) =>
          event.event_type === 'prompt_template_deleted' ? [event.details.prompt_template_name] : [])
      }
      export const detail = (problem: operations['createWebhook']['responses'][409]['content']['application/problem+json']) => problem.code`,
    )
    expect(compile(folder, 'program.ts')).toBe('')
  })

  test('the client of hey-api compiles, and publishes, finds and fails', async () => {
    const folder = emptyFolder()
    await createClient({
      input: join(folder, 'openapi.json'),
      output: { path: join(folder, 'client') },
      plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
      logs: { level: 'silent' },
    })
    expect(compile(folder, 'client/index.ts')).toBe('')
    const [{ start }] = databases as readonly [(typeof databases)[number]]
    const database = await start()
    const hub = await createHub({ ...(await database.create()), work: false })
    const server = await serve(hub, { port: 0 })
    const { publishEvents, listEvents, createWebhook, getOverview } = await import(
      join(folder, 'client/index.ts')
    )
    const baseUrl = new URL('api', server.url).href
    const published = await publishEvents({ baseUrl, body: catalog[0]?.example })
    const { data } = await listEvents({ baseUrl, query: { subjectId: '15', limit: 10 } })
    expect(data.items.map(({ id }: { id: string }) => id)).toEqual([published.data.publications[0].eventId])
    const refused = await createWebhook({ baseUrl, body: { url: 'ftp://example.com' } })
    expect([refused.response.status, refused.error.issues[0].path]).toEqual([422, ['url']])
    expect((await getOverview({ baseUrl })).data.waiting).toBe(0)
    await server.close()
    await hub.close()
    await database.stop()
  })

  test('the client of orval compiles', async () => {
    const folder = emptyFolder()
    const output = { target: join(folder, 'orval.ts'), client: 'fetch' } as const
    await generate({ input: { target: join(folder, 'openapi.json') }, output })
    expect(compile(folder, 'orval.ts')).toBe('')
  })
})
