import { globals } from '../runtime/globals.js'

// More of a body than this is not read, and costs the connection.
const mostDiscarded = 2 ** 16

/** Reads a body to a bound, and keeps the start of it as text. */
export class BodyReader {
  readonly #mostKept: number
  readonly #decoder = new globals.TextDecoder()
  #read = 0
  #text = ''

  constructor(mostKept: number) {
    this.#mostKept = mostKept
  }

  /** Whether more is wanted. */
  add(chunk: Uint8Array): boolean {
    const room = this.#mostKept - this.#read
    if (room > 0) this.#text += this.#decoder.decode(chunk.subarray(0, room), { stream: true })
    this.#read += chunk.length
    return this.#read <= Math.max(this.#mostKept, mostDiscarded)
  }

  /** As a member of a response; absent if nothing was to be kept. */
  get body(): { readonly body?: string } {
    return this.#mostKept > 0 ? { body: this.#text } : {}
  }
}
