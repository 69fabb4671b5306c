import { open } from 'node:fs/promises'

/** What a page may cost. */
export interface PageLimits {
  /** The longest wait for a page from a URL, in milliseconds. Default: 30 seconds. */
  readonly timeoutMs?: number
  /** The largest page, in bytes. Default: 1 MiB. */
  readonly maxBytes?: number
}

/**
 * Loads a page from a file or from a URL (`http:` or `https:`).
 *
 * @throws {Error} with a message that names the page, if it cannot be read, is too large, or is not UTF-8.
 * For a URL also if the server answers with an error, or not in time.
 */
export async function loadPage(
  source: string,
  { timeoutMs = 30_000, maxBytes = 1024 * 1024 }: PageLimits = {},
): Promise<string> {
  try {
    const chunks = /^https?:/i.test(source) ? await download(source, timeoutMs) : await readChunks(source)
    const bytes = await collect(chunks, maxBytes)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Error(`${source}: ${explain(error, timeoutMs)}`, { cause: error })
  }
}

async function download(url: string, timeoutMs: number): Promise<AsyncIterable<Uint8Array>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the server answers ${response.status}`)
  }
  if (!response.body) throw new Error('the server answers without a body')
  return response.body
}

async function readChunks(file: string): Promise<AsyncIterable<Uint8Array>> {
  const handle = await open(file)
  return handle.createReadStream()
}

async function collect(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const collected: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > maxBytes) throw new Error(`the page is larger than ${maxBytes} bytes`)
    collected.push(chunk)
  }
  return Buffer.concat(collected)
}

function explain(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `the server does not answer within ${timeoutMs} ms`
  if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return 'the page is not text in UTF-8'
  }
  // `fetch` hides the reason in the cause.
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}
