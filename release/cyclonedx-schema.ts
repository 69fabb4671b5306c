import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Ajv } from 'ajv'

const require = createRequire(import.meta.url)

// The official schemas, as a library of CycloneDX ships them.
const folder = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res/schema')
const fileOf = (name: string) => `${name}.SNAPSHOT.schema.json`
const read = (name: string) => JSON.parse(readFileSync(join(folder, fileOf(name)), 'utf8'))

/** Says where a document differs from the JSON Schema of CycloneDX 1.6. */
export function cyclonedxFaults(document: unknown): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${fileOf(name)}`)
  const validate = ajv.compile(read('bom-1.6'))
  validate(document)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
}
