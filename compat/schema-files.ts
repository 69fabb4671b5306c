import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { definitionsOf, isObject, type Schema } from './schema.js'
import { UnusableInput } from './unusable-input.js'

/**
 * The published files of one version: their contents by their paths in the folder, with `/` on every
 * system.
 */
export type SchemaFiles = ReadonlyMap<string, unknown>

/**
 * Reads the JSON files of a folder such as `schemas/v1`.
 *
 * @throws {UnusableInput} if the folder cannot be read, has no `index.json`, or has a file that is not JSON.
 */
export function readSchemaFiles(folder: string): SchemaFiles {
  const names = listFiles(folder).filter((name) => name.endsWith('.json'))
  if (!names.includes('index.json'))
    throw new UnusableInput(`${folder} has no index.json. Name a folder like schemas/v1.`)
  return new Map(names.map((name) => [name, readJson(join(folder, name))]))
}

/** Tells whether a file is a JSON Schema, and not another document. */
export function isSchemaDocument(content: unknown): content is Schema {
  return isObject(content) && typeof content.$schema === 'string'
}

/** Tells whether a file is an OpenAPI or AsyncAPI document. */
export function isApiDocument(content: unknown): content is ApiDocument {
  return isObject(content) && ('openapi' in content || 'asyncapi' in content)
}

/** The part of an OpenAPI or AsyncAPI document that holds schemas. */
export interface ApiDocument {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

/** A schema and the title that other documents know it by. */
export type NamedSchema = readonly [title: string, schema: Schema]

/**
 * Lists the schemas of a file: the document itself and its definitions, or the components of an API
 * document.
 */
export function namedSchemas(file: string, content: unknown): NamedSchema[] {
  if (isApiDocument(content)) return Object.entries(content.components?.schemas ?? {})
  if (!isSchemaDocument(content)) return []
  return [[file.replace(/^.*[/]|[.]json$/g, ''), content], ...Object.entries(definitionsOf(content))]
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .sort()
  } catch (error) {
    throw new UnusableInput(`${folder} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new UnusableInput(`${path} is not JSON. Restore the file.`)
  }
}
