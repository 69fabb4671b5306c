import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

async function bytes(name: string, entry = 'index.js'): Promise<number> {
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
  ['isWebhookEvent', 1000],
  ['parseWebhookEvent', 3000],
  ['eventDate', 250],
  ['webhookEventTypes', 250],
])('%s alone: at most %i bytes minified and gzipped', async (name, most) => {
  expect(await bytes(name)).toBeLessThanOrEqual(most)
})

test.each([
  ['signature', 'canonicalJson', 2100],
  ['signature', 'verifySignature', 6200],
  ['signature', 'verifyWebhookEvent', 8500],
  ['standard-webhooks', 'verifyMessage', 5100],
  ['receiver', 'createReceiver', 12_000],
  ['receiver', 'toNodeHandler', 1200],
])('%s: %s alone: at most %i bytes minified and gzipped, and nothing of Node', async (entry, name, most) => {
  expect(await bytes(name, `${entry}/index.js`)).toBeLessThanOrEqual(most)
})
