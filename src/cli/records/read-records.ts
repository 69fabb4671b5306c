import { createReadStream } from 'node:fs'
import { ContentSplitter } from './content-splitter.js'
import type { SourceRecord } from './source-record.js'

/**
 * Reads a file, or standard input for `-`, and gives its records as they come.
 *
 * @param afterChunk Told of the bytes of each chunk, once its records are taken; reading waits for it.
 * @throws {Error} whatever `explainReadError` explains.
 */
export async function readRecords(
  file: string,
  take: (record: SourceRecord) => void,
  afterChunk: (bytes: number) => unknown,
): Promise<void> {
  const stream: AsyncIterable<Buffer> = file === '-' ? process.stdin : createReadStream(file)
  const splitter = new ContentSplitter(take)
  let isFirst = true
  for await (const chunk of stream) {
    splitter.push(isFirst ? withoutByteOrderMark(chunk) : chunk)
    isFirst = false
    await afterChunk(chunk.length)
  }
  splitter.end()
}

function withoutByteOrderMark(start: Buffer): Buffer {
  if (start.indexOf('\uFEFF') === 0) return start.subarray(3)
  const mark = start.toString('latin1', 0, 2)
  if (mark === '\xFF\xFE' || mark === '\xFE\xFF') throw new NotTextError('is UTF-16, expected UTF-8')
  if (start.includes(0)) throw new NotTextError('is binary, expected JSON')
  return start
}

class NotTextError extends Error {}

/** Why a file could not be read, in words. */
export function explainReadError(error: unknown): string {
  if (error instanceof NotTextError) return error.message
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  return reasons[code] ?? `could not be read (${code})`
}

const reasons: Record<string, string> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'is a folder',
}
