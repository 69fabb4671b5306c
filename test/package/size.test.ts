import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { webhookEventTypes } from '../../src/index.js'

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

// A base, and so much for each event type: what an event adds does not depend on the others.
test.each([
  ['index', 'isWebhookEvent', 400, 31],
  ['index', 'parseWebhookEvent', 2040, 62],
  ['index', 'eventDate', 250, 0],
  ['index', 'webhookEventTypes', 75, 9],
  ['index', 'webhookEventTypesOf', 350, 14],
  ['cache', 'cacheTags', 465, 14],
  ['cache', 'cacheTagsOf', 750, 0],
  ['signature', 'canonicalJson', 2000, 0],
  // Of these three @noble/hashes takes 3,000.
  ['signature', 'verifySignature', 6400, 0],
  ['signature', 'verifyWebhookEvent', 8120, 65],
  ['standard-webhooks', 'verifyMessage', 5400, 0],
  ['receiver', 'createReceiver', 10_050, 67],
  ['receiver', 'toNodeHandler', 1250, 0],
  // The id of a CloudEvent is a hash of the canonical text.
  ['cloudevents', 'toCloudEvent', 7950, 79],
  ['cloudevents', 'fromCloudEvent', 2200, 63],
  ['registry', 'applyEvent', 500, 0],
  ['registry', 'applyEventTo', 600, 0],
  ['registry', 'diffTemplates', 3680, 92],
  ['emitter', 'createEvent', 2940, 108],
  ['emitter', 'retryDelay', 360, 0],
  ['emitter', 'checkEndpointUrl', 5800, 0],
  // Of these ipaddr.js takes 4,700, and @noble/hashes 3,000.
  ['emitter', 'deliver', 16_200, 105],
  ['emitter', 'createEmitter', 18_100, 103],
  ['testing', 'exampleEvents', 845, 19],
  ['testing', 'createTestEvent', 3400, 106],
  ['testing', 'webhookEventMatchers', 3580, 78],
  ['testing', 'arbitraryEvent', 3700, 0],
  ['testing', 'invalidEvents', 3330, 66],
])(
  '%s: %s alone: at most %i bytes minified and gzipped, and %i for each event type',
  async (entry, name, base, perEvent) => {
    expect(await bytes(name, entry)).toBeLessThanOrEqual(base + perEvent * webhookEventTypes.length)
  },
)

test('a guard with all events takes at most 1,200 bytes, a reading with explanations at most 4,000', async () => {
  expect(await bytes('isWebhookEvent', 'index')).toBeLessThanOrEqual(1200)
  expect(await bytes('parseWebhookEvent', 'index')).toBeLessThanOrEqual(4000)
})
