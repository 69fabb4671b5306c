import { stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { explainReadError } from '../records/read-records.js'

/** A file to read. */
export interface InputFile {
  /** The path, or `-` for standard input. */
  readonly file: string
  /** In bytes; 0 if it is unknown. */
  readonly size: number
  /** Why there is nothing to read. */
  readonly problem?: string
}

const patternInFolder = '**/*.{json,ndjson,jsonl}'

// tinyglobby is imported on demand: most calls name files and do not need it.

/**
 * Resolves the arguments of a command (files, folders, globs or `-`) to files. Each file appears once, by the
 * first of its names.
 */
export async function findInputFiles(names: readonly string[]): Promise<InputFile[]> {
  const found = await Promise.all([...new Set(names)].map(findInputs))
  const byPath = new Map<string, InputFile>()
  for (const input of found.flat()) {
    const path = input.file === '-' ? '-' : resolve(input.file)
    if (!byPath.has(path)) byPath.set(path, input)
  }
  return [...byPath.values()]
}

async function findInputs(name: string): Promise<InputFile[]> {
  if (name === '-') return [{ file: name, size: 0 }]
  try {
    const stats = await stat(name)
    if (!stats.isDirectory()) return [{ file: name, size: stats.size }]
  } catch (error) {
    const { isDynamicPattern } = await import('tinyglobby')
    // Globs come second, because the name of an existing file can look like one.
    if (isDynamicPattern(name)) {
      const ignore = name.includes('node_modules') ? [] : '**/node_modules/**'
      return matches(name, name, ignore, 'no file matches')
    }
    return [{ file: name, size: 0, problem: explainReadError(error) }]
  }
  const { convertPathToPattern } = await import('tinyglobby')
  const folder = convertPathToPattern(name).replace(/\/$/, '')
  // Below the folder only: it may be in node_modules itself.
  const ignore = `${folder}/**/node_modules/**`
  return matches(
    name,
    `${folder}/${patternInFolder}`,
    ignore,
    'no .json, .ndjson or .jsonl file in this folder',
  )
}

async function matches(
  name: string,
  pattern: string,
  ignore: string | string[],
  none: string,
): Promise<InputFile[]> {
  const { glob } = await import('tinyglobby')
  const files = await glob(pattern, {
    ignore,
    expandDirectories: false,
    // Reports name the files as the caller named the folder.
    absolute: isAbsolute(pattern),
  })
  if (!files.length) return [{ file: name, size: 0, problem: none }]
  const sized = files.sort().map(async (file) => {
    // A file that has vanished by now is reported when it is read.
    const { size } = await stat(file).catch(() => ({ size: 0 }))
    return { file, size }
  })
  return Promise.all(sized)
}
