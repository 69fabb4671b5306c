/**
 * Collects the chunks of a body in one buffer. A list of many tiny chunks would take far more memory than
 * their bytes.
 */
export class CollectedBytes {
  length = 0
  #space: Uint8Array = new Uint8Array()

  add(chunk: Uint8Array): void {
    const length = this.length + chunk.length
    // Most bodies arrive as one chunk, which is not copied.
    if (this.length === 0) this.#space = chunk
    else {
      if (length > this.#space.length) {
        const grown = new Uint8Array(length * 2)
        grown.set(this.bytes)
        this.#space = grown
      }
      this.#space.set(chunk, this.length)
    }
    this.length = length
  }

  get bytes(): Uint8Array {
    return this.length === this.#space.length ? this.#space : this.#space.subarray(0, this.length)
  }
}
