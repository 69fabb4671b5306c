import { bundleFile, schemaFiles } from './documents.js'

/** The source of the published schema of all events, as text. Text costs nothing until it is parsed. */
export function jsonSchemaModule(): string {
  const text = JSON.stringify(schemaFiles()[bundleFile])
  return `/** The JSON of \`${bundleFile}\`. */
export const webhookEventJson: string = ${JSON.stringify(text)}
`
}
