import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { documents } from '../../src/codegen/documents.js'
import { contenders } from './contenders.js'

const here = fileURLToPath(new URL('.', import.meta.url))
/** Where the modules of the contenders are, in TypeScript and in JavaScript. */
export const modulesFolder = `${here}modules/`

/** Writes the module of each contender. */
export async function writeModules(): Promise<void> {
  rmSync(modulesFolder, { recursive: true, force: true })
  mkdirSync(`${modulesFolder}typia-input`, { recursive: true })
  writeFileSync(`${modulesFolder}schema.json`, JSON.stringify(schemaForAjv()))
  writeFileSync(`${modulesFolder}ajv-compiled.mjs`, compiledByAjv())
  for (const { name, source } of contenders) writeFileSync(`${modulesFolder}${name}.ts`, source)
  writeByTypia()
  for (const { name } of contenders) {
    // The input of typia keeps its types; what runs is its output.
    const source = name === 'typia' ? `${modulesFolder}typia-output/typia.ts` : `${modulesFolder}${name}.ts`
    const { code } = await transform(readFileSync(source, 'utf8'), { loader: 'ts', target: 'esnext' })
    writeFileSync(`${modulesFolder}${name}.mjs`, code)
  }
}

/** The bundle with the keyword `discriminator`, with which ajv looks at one branch instead of all. */
function schemaForAjv(): object {
  return {
    type: 'object',
    discriminator: { propertyName: 'event_type' },
    required: ['event_type'],
    oneOf: Object.values(documents.tolerant.events).map(({ $id, $schema, ...schema }) => schema),
  }
}

function compiledByAjv(): string {
  const require = createRequire(import.meta.url)
  const { Ajv } = require('ajv')
  const { default: standaloneCode } = require('ajv/dist/standalone')
  const code = { source: true, esm: true, lines: true }
  const of = (allErrors: boolean) => {
    const ajv = new Ajv({ allErrors, discriminator: true, strict: false, code })
    return standaloneCode(ajv, ajv.compile(schemaForAjv()))
  }
  return [
    "import { createRequire } from 'node:module'",
    'const require = createRequire(import.meta.url)',
    scoped('guard', of(false)),
    scoped('all', of(true)),
  ].join('\n')
}

/** Puts the code of a module into a function, since both modules declare the same names. */
function scoped(name: string, code: string): string {
  const body = code
    .replace(/^"use strict";/, '')
    .replaceAll(/export (?:default \w+;|const validate = \w+;)/g, '')
  const entry = /export default (\w+);/.exec(code)?.[1] ?? 'validate'
  return `export const ${name} = (() => {${body}\nreturn ${entry}})()`
}

function writeByTypia(): void {
  const input = `${modulesFolder}typia-input/typia.ts`
  writeFileSync(input, contenders.find(({ name }) => name === 'typia')?.source ?? '')
  const config = `${modulesFolder}tsconfig.json`
  const options = {
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    strict: true,
    noEmit: true,
  }
  writeFileSync(config, JSON.stringify({ compilerOptions: options, include: ['typia-input'] }))
  const { status, stdout, stderr } = spawnSync(
    `${here}node_modules/.bin/typia`,
    [
      'generate',
      '--input',
      `${modulesFolder}typia-input`,
      '--output',
      `${modulesFolder}typia-output`,
      '--project',
      config,
    ],
    { encoding: 'utf8', cwd: here },
  )
  if (status !== 0) throw new Error(`typia ended with ${status}: ${stdout}${stderr}`)
}
