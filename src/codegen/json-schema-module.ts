import { bundleFile, schemaFiles } from './documents.js'
import type { JsonSchema } from './json-schema.js'
import { quote } from './schema-steps.js'

/**
 * The source of the published schema of all events, as text that nothing parses until it is asked for. The
 * engine still reads the source when it loads the module, so a field that several events have is there once.
 */
export function jsonSchemaModule(): string {
  const schema: JsonSchema = schemaFiles()[bundleFile] ?? {}
  const text = JSON.stringify(schema)
  const fields = Object.values(schema.definitions ?? {}).flatMap(({ properties = {} }) =>
    Object.values(properties).map((field) => JSON.stringify(field)),
  )
  const repeated = [...new Set(fields.filter((field, index) => fields.indexOf(field) < index))]
  const escaped = repeated.map((field) => field.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pieces = text.split(new RegExp(`(${escaped.join('|')})`)).map((piece) => {
    const index = repeated.indexOf(piece)
    return index < 0 ? quote(piece) : `repeated[${index}]`
  })
  return `/** Returns the JSON of \`${bundleFile}\`. */
export function webhookEventJson(): string {
  const repeated = [${repeated.map(quote).join(', ')}]
  return [${pieces.join(', ')}].join('')
}
`
}
