const nothing: Uint8Array = new Uint8Array(0)

/** Collects the chunks of a body into one buffer. Kept apart, a flood of tiny chunks would cost far more than the bytes in them. */
export class CollectedBytes {
  length = 0
  #space = nothing

  add(chunk: Uint8Array): void {
    const length = this.length + chunk.length
    // Most bodies come in one chunk, which needs no copy.
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
