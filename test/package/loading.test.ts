import { createRequire } from 'node:module'
import { createContext, runInContext, runInNewContext } from 'node:vm'
import * as bentocache from 'bentocache'
import * as memory from 'bentocache/drivers/memory'
import { build } from 'esbuild'
import * as vitest from 'vitest'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }

const entries = Object.entries(packageJson.exports).flatMap(([path, target]) =>
  typeof target === 'object' ? [{ path, ...target }] : [],
)

// V8 adds a console to each context, which other engines do not.
const language = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[])
language.delete('console')
const others = [...Object.getOwnPropertyNames(globalThis), 'document', 'self', 'window'].filter(
  (name) => !language.has(name),
)

const libraries: Readonly<Record<string, unknown>> = {
  bentocache,
  'bentocache/drivers/memory': memory,
  vitest,
  zod: createRequire(import.meta.url)('zod'),
}

/** Loads a program in a realm that has only the language. Returns the other globals that it reads. */
function globalsReadBy(program: string): string[] {
  const read = new Set<string>()
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } })
  for (const name of others) Object.defineProperty(context, name, { get: () => void read.add(name) })
  const load = runInContext(`(function (module, exports, require) {${program}\n})`, context)
  load({ exports: {} }, {}, (name: string) => libraries[name])
  return [...read]
}

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    platform: 'neutral',
    format: 'cjs',
    external: Object.keys(libraries),
    logLevel: 'error',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

describe.each(entries)('$path', ({ import: esm, require: commonJs }) => {
  test.each([esm.default, ...('node' in esm ? [esm.node] : []), commonJs.default])(
    '%s loads with only the language, and reads no other global',
    async (file) => {
      expect(globalsReadBy(await bundle(file))).toEqual([])
    },
  )
})

test('canary: a global that is read or missing is noticed', () => {
  expect(globalsReadBy('globalThis.process?.env')).toEqual(['process'])
  expect(globalsReadBy('typeof TextDecoder')).toEqual(['TextDecoder'])
  expect(() => globalsReadBy('new URL("")')).toThrow('URL is not a constructor')
  expect(() => globalsReadBy('unheardOf')).toThrow('unheardOf is not defined')
})
