/** The parts of a body, as they arrive. */
export class CollectedChunks {
  private readonly chunks: Uint8Array[] = []
  /** How many bytes there are. */
  length = 0

  add(chunk: Uint8Array): void {
    this.chunks.push(chunk)
    this.length += chunk.length
  }

  /** All of them as one. */
  bytes(): Uint8Array {
    const all = new Uint8Array(this.length)
    let at = 0
    for (const chunk of this.chunks) {
      all.set(chunk, at)
      at += chunk.length
    }
    return all
  }
}
