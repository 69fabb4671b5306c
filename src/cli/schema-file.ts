import { readFileSync } from 'node:fs'

/** A published JSON Schema, as text, by its title. */
export function readSchemaFile(title: string, { strict = false }: { readonly strict?: boolean }): string {
  // From where the command's own file lies in the package.
  return readFileSync(
    new URL(`../schemas/v1/${strict ? 'strict/' : ''}${title}.json`, import.meta.url),
    'utf8',
  )
}
