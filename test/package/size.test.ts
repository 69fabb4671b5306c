import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { envelopeSchemas } from '../../src/generated/schemas.js'

async function bytes(name: string, entry: string): Promise<number> {
  const path = entry === 'index' ? 'index.js' : `${entry}/index.js`
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from './dist/${path}'`, resolveDir: '.' },
    bundle: true,
    minify: true,
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength
}

const fields =
  Object.values(catalog).flatMap(({ details }) => details).length +
  Object.keys(envelopeSchemas.tolerant.properties ?? {}).length

// A base, and so much for each field of the contract.
test.each([
  ['index', 'isWebhookEvent', 0, 12],
  ['index', 'parseWebhookEvent', 1370, 23],
  ['index', 'eventDate', 250, 0],
  ['index', 'webhookEventTypes', 175, 1],
  ['index', 'webhookEventTypesOf', 560, 1],
  ['cache', 'cacheTags', 670, 1],
  ['cache', 'cacheTagsOf', 750, 0],
  ['signature', 'canonicalJson', 2000, 0],
  // Of these three @noble/hashes takes 3,000.
  ['signature', 'verifySignature', 6450, 0],
  ['signature', 'verifyWebhookEvent', 7550, 24],
  // It holds the words of every cause.
  ['signature', 'explainSignature', 10_100, 0],
  ['standard-webhooks', 'verifyMessage', 5560, 0],
  ['receiver', 'createReceiver', 10_160, 24],
  ['receiver', 'toNodeHandler', 1250, 0],
  // The id of a CloudEvent is a hash of the canonical text.
  ['cloudevents', 'toCloudEvent', 7450, 25],
  ['cloudevents', 'fromCloudEvent', 1530, 23],
  ['registry', 'applyEvent', 500, 0],
  ['registry', 'applyEventTo', 600, 0],
  ['registry', 'diffTemplates', 2350, 38],
  ['emitter', 'createEvent', 2020, 37],
  ['emitter', 'retryDelay', 360, 0],
  ['emitter', 'checkEndpointUrl', 5800, 0],
  // Of these ipaddr.js takes 4,700, and @noble/hashes 3,000.
  ['emitter', 'deliver', 15_000, 40],
  ['emitter', 'createEmitter', 16_860, 40],
  ['testing', 'exampleEvents', 560, 8],
  ['testing', 'createTestEvent', 1730, 45],
  ['testing', 'webhookEventMatchers', 1070, 48],
  ['testing', 'arbitraryEvent', 2250, 16],
  ['testing', 'invalidEvents', 2700, 23],
])(
  '%s: %s alone: at most %i bytes minified and gzipped, and %i for each field',
  async (entry, name, base, perField) => {
    expect(await bytes(name, entry)).toBeLessThanOrEqual(base + perField * fields)
  },
)

test('a guard with all events takes at most 1,200 bytes, a reading with explanations at most 4,000', async () => {
  expect(await bytes('isWebhookEvent', 'index')).toBeLessThanOrEqual(1200)
  expect(await bytes('parseWebhookEvent', 'index')).toBeLessThanOrEqual(4000)
})
