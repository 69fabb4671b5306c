import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { events } from '../contract/catalog.js'
import { asyncApiDocument } from './async-api-document.js'
import { catalogDocument } from './catalog-document.js'
import { catalogModule } from './catalog-module.js'
import { corpusFiles, corpusFolder } from './corpus.js'
import { schemaFiles, schemasFolder } from './documents.js'
import { eventsDocument } from './events-document.js'
import { jsonSchemaModule } from './json-schema-module.js'
import { openApiDocument } from './open-api-document.js'
import { originModule } from './origin-module.js'
import { schemasModule } from './schemas-module.js'
import { typesModule } from './types-module.js'
import { validatorsModule } from './validators-module.js'
import { zodModule } from './zod-module.js'

/** The folders that hold only generated files. */
export const generatedFolders = [schemasFolder, 'src/generated', 'examples/payloads', corpusFolder]

/** Generates every file that follows from the contract. Returns their texts by their paths from the root. */
export function artefacts(): Record<string, string> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  const modules = {
    'src/generated/catalog.ts': catalogModule(),
    'src/generated/json-schema.ts': jsonSchemaModule(),
    'src/generated/origin.ts': originModule(),
    'src/generated/schemas.ts': schemasModule(),
    'src/generated/types.ts': typesModule(),
    'src/generated/validators.ts': validatorsModule(),
    'src/generated/zod.ts': zodModule(),
  }
  return {
    ...mapValues(schemaFiles(), json),
    [`${schemasFolder}/catalog.json`]: json(catalogDocument()),
    [`${schemasFolder}/openapi.json`]: json(openApiDocument()),
    [`${schemasFolder}/asyncapi.json`]: json(asyncApiDocument()),
    ...mapValues(modules, (source, path) => format(`${banner}\n\n${source}`, path)),
    ...corpusFiles(),
    'docs/events.md': eventsDocument(),
    // One line without a line end, as the sender sends it.
    ...Object.fromEntries(
      events.map(({ type, example }) => [`examples/payloads/${type}.json`, JSON.stringify(example)]),
    ),
  }
}

const banner = '// Written by `npm run generate`. Do not edit.'

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

function format(source: string, path: string): string {
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    input: source,
    encoding: 'utf8',
    // The validators of some hundred events are longer than the megabyte that Node allows.
    maxBuffer: Number.POSITIVE_INFINITY,
  })
}

function mapValues<From>(files: Record<string, From>, map: (value: From, path: string) => string) {
  return Object.fromEntries(Object.entries(files).map(([path, value]) => [path, map(value, path)]))
}
