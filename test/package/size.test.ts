import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

async function bytes(name: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from './dist/index.js'`, resolveDir: '.' },
    bundle: true,
    minify: true,
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
