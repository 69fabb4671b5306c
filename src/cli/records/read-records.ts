import { createReadStream } from 'node:fs'
import { ContentSplitter } from './content-splitter.js'
import type { SourceRecord } from './source-record.js'

/**
 * Reads the records of a file, or of standard input for `-`, in a stream.
 *
 * @param take Called with each record.
 * @param afterChunk Called after the records of each chunk, with its size in bytes. Reading waits for its
 * promise.
 * @throws {Error} if the file cannot be read. `explainReadError` turns it into words.
 */
export async function readRecords(
  file: string,
  take: (record: SourceRecord) => void,
  afterChunk: (bytes: number) => unknown,
): Promise<void> {
  const stream: AsyncIterable<Buffer> = file === '-' ? process.stdin : createReadStream(file)
  const splitter = new ContentSplitter(take)
  // A pipe may deliver the byte order mark in pieces.
  let start: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of stream) {
    if (start) start = Buffer.concat([start, chunk])
    else splitter.push(chunk)
    if (start && start.length >= byteOrderMarkBytes) {
      splitter.push(withoutByteOrderMark(start))
      start = undefined
    }
    await afterChunk(chunk.length)
  }
  if (start) splitter.push(withoutByteOrderMark(start))
  splitter.end()
}

const byteOrderMarkBytes = 3

function withoutByteOrderMark(start: Buffer): Buffer {
  if (start.indexOf('\uFEFF') === 0) return start.subarray(byteOrderMarkBytes)
  const mark = start.toString('latin1', 0, 2)
  if (mark === '\xFF\xFE' || mark === '\xFE\xFF') throw new NotTextError('is UTF-16, expected UTF-8')
  if (start.includes(0)) throw new NotTextError('is binary, expected JSON')
  return start
}

class NotTextError extends Error {}

/** Says in words why a file could not be read. */
export function explainReadError(error: unknown): string {
  if (error instanceof NotTextError) return error.message
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) throw error
  return reasons[code] ?? `cannot be read (${code})`
}

const reasons: Record<string, string> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'is a folder',
}
