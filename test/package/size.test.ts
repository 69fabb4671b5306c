import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import * as root from '../../src/index.js'

/** Bundles a module that is written in the root of the package. */
async function bundle(contents: string, external: string[] = []): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    external,
    minify: true,
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}

async function bytes(name: string, entry: string): Promise<number> {
  const code = await bundle(`export { ${name} } from './dist/${entry}'`)
  return gzipSync(code, { level: 9 }).byteLength
}

test.each([
  ['isWebhookEvent', 'index.js', 1000],
  ['parseWebhookEvent', 'index.js', 3000],
  ['eventDate', 'index.js', 250],
  ['webhookEventTypes', 'index.js', 250],
  ['cacheTags', 'cache/index.js', 600],
  ['cacheTagsOf', 'cache/index.js', 750],
])('%s of %s alone: at most %i bytes minified and gzipped', async (name, entry, max) => {
  expect(await bytes(name, entry)).toBeLessThanOrEqual(max)
})

test.each([
  ['signature', 'canonicalJson', 2000],
  // Of these three @noble/hashes takes 3,000.
  ['signature', 'verifySignature', 6400],
  ['signature', 'verifyWebhookEvent', 8700],
  ['standard-webhooks', 'verifyMessage', 5400],
  ['receiver', 'createReceiver', 10_600],
  ['receiver', 'toNodeHandler', 1250],
  // The id of a CloudEvent is a hash of the canonical text.
  ['cloudevents', 'toCloudEvent', 8900],
  // The rules of CloudEvents for each attribute take 1,200.
  ['cloudevents', 'fromCloudEvent', 4200],
  ['registry', 'applyEvent', 500],
  ['registry', 'applyEventTo', 600],
  ['registry', 'diffTemplates', 4600],
  ['emitter', 'createEvent', 3900],
  ['emitter', 'retryDelay', 360],
  ['emitter', 'checkEndpointUrl', 5800],
  // Of these ipaddr.js takes 4,700, and @noble/hashes 3,000.
  ['emitter', 'deliver', 17_500],
  ['emitter', 'createEmitter', 19_350],
  ['testing', 'exampleEvents', 1000],
  ['testing', 'createTestEvent', 4200],
  ['testing', 'webhookEventMatchers', 4500],
  ['testing', 'arbitraryEvent', 3700],
  ['testing', 'invalidEvents', 3900],
])('%s: %s alone: at most %i bytes minified and gzipped, and nothing of Node', async (entry, name, max) => {
  expect(await bytes(name, `${entry}/index.js`)).toBeLessThanOrEqual(max)
})

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
