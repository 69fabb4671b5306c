import { stat } from 'node:fs/promises'
import { explainReadError } from '../records/read-records.js'

/** A file to read; `-` is standard input. */
export interface InputFile {
  readonly file: string
  /** In bytes; 0 if nobody knows. */
  readonly size: number
  /** Why there is none. */
  readonly problem?: string
}

const patternInFolder = '**/*.{json,ndjson,jsonl}'

// tinyglobby is loaded where it is needed: naming files, as most calls do, should not wait for it.

/** The files that the arguments of a command name: files, folders, globs, or `-`. Each file once. */
export async function findInputFiles(names: readonly string[]): Promise<InputFile[]> {
  const found = await Promise.all([...new Set(names)].map(findInputs))
  const byFile = new Map(found.flat().map((input) => [input.file, input]))
  return [...byFile.values()]
}

async function findInputs(name: string): Promise<InputFile[]> {
  if (name === '-') return [{ file: name, size: 0 }]
  try {
    const stats = await stat(name)
    if (!stats.isDirectory()) return [{ file: name, size: stats.size }]
  } catch (error) {
    const { isDynamicPattern } = await import('tinyglobby')
    // A file may be called like a pattern, so a file that is there goes first.
    if (isDynamicPattern(name)) return matches(name, name, 'no file matches')
    return [{ file: name, size: 0, problem: explainReadError(error) }]
  }
  const { convertPathToPattern } = await import('tinyglobby')
  const inFolder = `${convertPathToPattern(name).replace(/\/$/, '')}/${patternInFolder}`
  return matches(name, inFolder, 'no .json, .ndjson or .jsonl file in this folder')
}

async function matches(name: string, pattern: string, none: string): Promise<InputFile[]> {
  const { glob } = await import('tinyglobby')
  const files = await glob(pattern, { ignore: '**/node_modules/**', expandDirectories: false })
  if (!files.length) return [{ file: name, size: 0, problem: none }]
  const sized = files.sort().map(async (file) => {
    // One that is gone by now is told of when it is read.
    const { size } = await stat(file).catch(() => ({ size: 0 }))
    return { file, size }
  })
  return Promise.all(sized)
}
