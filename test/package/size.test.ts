import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

async function bytes(name: string, entry: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from './dist/${entry}'`, resolveDir: '.' },
    bundle: true,
    minify: true,
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength
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
  ['cloudevents', 'fromCloudEvent', 2800],
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
