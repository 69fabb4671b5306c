import { globals } from '../runtime/globals.js'

// A body that is longer than this is not read to its end. That costs the connection, which could otherwise be
// kept.
const maxDiscardedBytes = 2 ** 16

/** Reads a response body up to a limit, and keeps the start of it as text. */
export class BodyReader {
  readonly #maxKeptBytes: number
  readonly #decoder = new globals.TextDecoder()
  #readBytes = 0
  #text = ''

  constructor(maxKeptBytes: number) {
    this.#maxKeptBytes = maxKeptBytes
  }

  /** Returns `false` when no more of the body should be read. */
  add(chunk: Uint8Array): boolean {
    const room = this.#maxKeptBytes - this.#readBytes
    if (room > 0) this.#text += this.#decoder.decode(chunk.subarray(0, room), { stream: true })
    this.#readBytes += chunk.length
    return this.#readBytes <= Math.max(this.#maxKeptBytes, maxDiscardedBytes)
  }

  /** The `body` property of a response. It is absent if nothing was to be kept. */
  get body(): { readonly body?: string } {
    return this.#maxKeptBytes > 0 ? { body: this.#text } : {}
  }
}
