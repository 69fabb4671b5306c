import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { catalog } from '../../src/generated/catalog.js'
import { envelopeSchemas } from '../../src/generated/schemas.js'
import * as root from '../../src/index.js'

/** Bundles a module that is written in the root of the package. */
async function bundle(contents: string, external: string[] = []): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    external,
    minify: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    define: { PACKAGE_VERSION: JSON.stringify(packageJson.version) },
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

/** The bytes of one export of an entry, from its source or as it ships. */
async function bytes(name: string, entry: string, form: 'src' | 'dist'): Promise<number> {
  const file = entry === 'index' ? 'index' : `${entry}/index`
  const path = form === 'src' ? `./src/${file}.ts` : `./dist/${file}.js`
  return gzipSync(await bundle(`export { ${name} } from '${path}'`), { level: 9 }).byteLength
}

// With the order of the modules, what gzip finds varies by a few hundred bytes, so the budgets judge the
// source, and this the chunks. checkReceiver is in most of them.
const maxChunkBytes = 350

const fields =
  Object.values(catalog).flatMap(({ details }) => details).length +
  Object.keys(envelopeSchemas.tolerant.properties ?? {}).length

// A base, and so much for each field of the contract. A container takes more than a text or a number.
test.each([
  ['index', 'isWebhookEvent', 70, 12],
  ['index', 'parseWebhookEvent', 1450, 23],
  ['index', 'eventDate', 250, 0],
  ['index', 'webhookEventTypes', 175, 1],
  ['index', 'webhookEventTypesOf', 560, 1],
  ['cache', 'cacheTags', 670, 1],
  ['cache', 'cacheTagsOf', 750, 0],
  // Collecting bytes takes 600 more than joining texts, but makes a receiver a twentieth faster.
  ['signature', 'canonicalJson', 2640, 0],
  // Of these three @noble/hashes takes 3,000.
  ['signature', 'verifySignature', 6990, 0],
  ['signature', 'verifyWebhookEvent', 8270, 25],
  // It holds the words of every cause.
  ['signature', 'explainSignature', 10_570, 0],
  ['standard-webhooks', 'verifyMessage', 5600, 0],
  ['receiver', 'createReceiver', 11_060, 25],
  ['receiver', 'toNodeHandler', 1250, 0],
  ['receiver', 'toFastifyPlugin', 1300, 0],
  ['receiver', 'toLambdaHandler', 1100, 0],
  // The id of a CloudEvent is a hash of the canonical text.
  ['cloudevents', 'toCloudEvent', 8410, 26],
  // The rules of CloudEvents for each attribute take 1,400.
  ['cloudevents', 'fromCloudEvent', 3300, 24],
  ['registry', 'applyEvent', 500, 0],
  ['registry', 'applyEventTo', 600, 0],
  ['registry', 'diffTemplates', 2730, 39],
  ['emitter', 'createEvent', 2240, 38],
  ['emitter', 'retryDelay', 360, 0],
  ['emitter', 'checkEndpointUrl', 5800, 0],
  ['emitter', 'curlCommand', 300, 0],
  ['emitter', 'checkEndpointHeader', 600, 0],
  // Of these ipaddr.js takes 4,700, @noble/hashes 3,000, and headers of one's own 600.
  ['emitter', 'deliver', 16_500, 42],
  ['emitter', 'createEmitter', 18_380, 42],
  ['testing', 'exampleEvents', 560, 8],
  ['testing', 'createTestEvent', 1730, 45],
  ['testing', 'webhookEventMatchers', 1280, 49],
  ['testing', 'arbitraryEvent', 2400, 16],
  ['testing', 'invalidEvents', 2700, 23],
  ['testing', 'checkReceiver', 17_240, 40],
  // The words of every cause of a wrong signature take 3,600.
  ['testing', 'startTestEndpoint', 13_150, 48],
])(
  '%s: %s alone: at most %i bytes minified and gzipped, and %i for each field',
  async (entry, name, base, perField) => {
    const source = await bytes(name, entry, 'src')
    expect(source).toBeLessThanOrEqual(base + perField * fields)
    expect(await bytes(name, entry, 'dist')).toBeLessThanOrEqual(source + maxChunkBytes)
  },
)

describe('the JSON Schema as text', () => {
  // The text itself: the `$id` alone is also the `dataschema` of CloudEvents.
  const hasSchema = (code: Uint8Array) => new TextDecoder().decode(code).includes('json-schema.org/draft-07')
  const others = Object.keys(root).filter((name) => name !== 'webhookEventStandardSchema')

  test('is in a bundle that uses webhookEventStandardSchema', async () => {
    expect(hasSchema(await bundle("export { webhookEventStandardSchema } from './dist/index.js'"))).toBe(true)
  })

  test('is in no bundle that uses everything else', async () => {
    expect(others).toContain('isWebhookEvent')
    expect(hasSchema(await bundle(`export { ${others} } from './dist/index.js'`))).toBe(false)
    const used = others.map((name) => `root.${name}`)
    expect(hasSchema(await bundle(`import * as root from './dist/index.js'; console.log(${used})`))).toBe(
      false,
    )
  })

  const entries = Object.keys(packageJson.exports).flatMap((entry) =>
    existsSync(`dist/${entry}/index.js`) ? [`${entry}/index.js`] : [],
  )

  test.each(entries.filter((entry) => entry !== './index.js'))(
    'is not in a bundle of dist/%s',
    async (entry) => {
      const external = ['bentocache', 'vitest', 'fast-check', 'zod']
      expect(hasSchema(await bundle(`export * from './dist/${entry}'`, external))).toBe(false)
    },
  )
})
