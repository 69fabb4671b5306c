import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('runs where there is nothing but JavaScript: no Node, no browser, no code from strings', async () => {
  const { outputFiles } = await build({
    entryPoints: ['dist/index.js'],
    bundle: true,
    platform: 'neutral',
    format: 'iife',
    globalName: 'face',
    write: false,
  })
  const program = `${outputFiles[0]?.text}
    const kinds = [{}, 1].map((value) => face.readWebhookEvent(value).kind)
    kinds.concat(face.eventDate({ timestamp: '2023-12-01T22:05:57' }).toISOString()).join(' ')`
  const output = runInNewContext(program, {}, { contextCodeGeneration: { strings: false, wasm: false } })
  expect(output).toBe('invalid invalid 2023-12-01T22:05:57.000Z')
})
