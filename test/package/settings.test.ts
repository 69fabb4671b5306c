import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { compilers, createConsumer } from './consumer.js'

const { folder, install, compile } = createConsumer()
install('zod')

const entries = Object.entries(packageJson.exports).flatMap(([path, target]) =>
  typeof target === 'object' ? [path.replace('.', packageJson.name)] : [],
)
// The declarations of zod need a newer TypeScript and the types of the web, and a project may lack Vitest's.
// So these two entries are compiled only with `skipLibCheck`.
const withDependency = entries.filter((entry) => /[/](zod|vitest)$/.test(entry))
const free = entries.filter((entry) => !withDependency.includes(entry))
const names = (some: readonly string[]) => some.map((entry, index) => [`entry${index}`, entry] as const)

const imported = (some: readonly string[]) =>
  names(some)
    .map(([name, entry]) => `export * as ${name} from '${entry}'`)
    .join('\n')
const required = (some: readonly string[]) =>
  names(some)
    .map(([name, entry]) => `import ${name} = require('${entry}')\nexport { ${name} }`)
    .join('\n')

// Exported without its own type, so the compiler has to write down the types of this package.
const inferred = `
import { SignatureError, readWebhookEvent } from 'prompt-webhooks'
import { createEvent, deliver } from 'prompt-webhooks/emitter'
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
import { signedRequest } from 'prompt-webhooks/testing'
export const receiver = createReceiver({ secret: 'a', on: { prompt_template_deleted: ({ user_id }) => user_id } })
export const handler = toNodeHandler(receiver)
export const send = (event: ReturnType<typeof createEvent>) => deliver(event, { url: 'https://example.com', secret: 'a' })
export const request = (value: unknown) => signedRequest(value as object, 'a')
export const error = new SignatureError('a', undefined, { cause: 1 })
export const typeOf = (value: unknown) => {
  const reading = readWebhookEvent(value)
  // @ts-expect-error TS2339: only one kind of reading has an event
  reading.event
  return reading.kind === 'event' ? reading.event.event_type : undefined
}
`
// TypeScript 5.0 cannot name a type that an entry only exports on.
const inferredFromNew = `export const { fetch, receive } = receiver`
const inferredFromZod = `
import type { WebhookEvent } from 'prompt-webhooks'
import { webhookEventSchema } from 'prompt-webhooks/zod'
export const event: WebhookEvent = webhookEventSchema.parse({})
`

const settings: readonly { module: string; moduleResolution: string; extensions: readonly string[] }[] = [
  { module: 'commonjs', moduleResolution: 'node10', extensions: ['ts'] },
  { module: 'esnext', moduleResolution: 'node10', extensions: ['ts'] },
  { module: 'commonjs', moduleResolution: 'bundler', extensions: ['ts'] },
  { module: 'esnext', moduleResolution: 'bundler', extensions: ['ts'] },
  { module: 'preserve', moduleResolution: 'bundler', extensions: ['ts'] },
  { module: 'node16', moduleResolution: 'node16', extensions: ['mts', 'cts'] },
  { module: 'nodenext', moduleResolution: 'nodenext', extensions: ['mts', 'cts'] },
]
const libraries = [['es2020'], ['es2021'], ['es2022', 'dom']]

/** The settings that a compiler itself refuses, with its error. */
const refused: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'typescript-5.0': { 'commonjs, bundler': 'TS5095', 'preserve, bundler': 'TS6046' },
  typescript: { 'commonjs, bundler': 'TS5095' },
  'typescript-6': {},
  'typescript-7': { 'commonjs, node10': 'TS5108', 'esnext, node10': 'TS5108' },
}

function compileIn({ module, moduleResolution, extensions }: (typeof settings)[number], compiler: string) {
  const isCommonJs = (extension: string) => module === 'commonjs' || extension === 'cts'
  for (const lib of libraries) {
    for (const skipLibCheck of [false, true]) {
      const some = skipLibCheck ? entries : free
      const isOld = compiler === 'typescript-5.0'
      const inferences = [
        inferred,
        ...(isOld ? [] : [inferredFromNew]),
        ...(skipLibCheck ? [inferredFromZod] : []),
      ]
      const sources = extensions.flatMap((extension): [string, string][] => [
        [`imported.${extension}`, imported(some)],
        [`inferred.${extension}`, inferences.join('\n')],
        ...(isCommonJs(extension) ? [[`required.${extension}`, required(some)] as [string, string]] : []),
      ])
      for (const [file, source] of sources) writeFileSync(join(folder, file), source)
      const compilerOptions = {
        strict: true,
        exactOptionalPropertyTypes: true,
        module,
        moduleResolution,
        target: 'es2020',
        lib,
        types: [],
        declaration: true,
        emitDeclarationOnly: true,
        outDir: 'emitted',
        skipLibCheck,
        // Only the declarations of the packages are of interest, not those of TypeScript.
        skipDefaultLibCheck: true,
        ...(compiler === 'typescript-6' ? { ignoreDeprecations: '6.0' } : {}),
      }
      const files = sources.map(([file]) => file)
      expect(compile(compiler, compilerOptions, files), JSON.stringify({ lib, skipLibCheck })).toBe('')
    }
  }
}

test('the compilers are the oldest that the package supports and the newest of each later major', () => {
  expect(compilers).toEqual(Object.keys(refused))
})

describe.each(compilers)('with %s', (compiler) => {
  test.each(settings)(
    'every entry resolves and compiles: $module, $moduleResolution',
    (setting) => {
      const code = refused[compiler]?.[`${setting.module}, ${setting.moduleResolution}`]
      if (!code) return compileIn(setting, compiler)
      writeFileSync(join(folder, 'empty.ts'), 'export {}')
      const { module, moduleResolution } = setting
      expect(() => compile(compiler, { module, moduleResolution, noEmit: true }, ['empty.ts'])).toThrow(code)
    },
    300_000,
  )
})
