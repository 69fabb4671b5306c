import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputData, JSONSchemaInput, type LanguageName, quicktypeMultiFile } from 'quicktype-core'

/** Generates code for an event with quicktype, and returns the files by name. */
export async function quicktypeFiles(
  typeName: string,
  language: LanguageName,
  options: Record<string, string> = {},
): Promise<Map<string, string>> {
  const schema = new JSONSchemaInput(undefined)
  await schema.addSource({ name: typeName, schema: readFileSync(`schemas/v1/${typeName}.json`, 'utf8') })
  const inputData = new InputData()
  inputData.addInput(schema)
  const files = await quicktypeMultiFile({ inputData, lang: language, rendererOptions: options })
  // Debian's Jackson declares a wider exception than the newest version.
  const text = (lines: readonly string[]) =>
    lines.join('\n').replace('throws JsonProcessingException', 'throws IOException')
  return new Map([...files].map(([name, { lines }]) => [name, text(lines)]))
}

/** Writes a file, and creates the folders above it. */
export function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
