import { Duplex } from 'node:stream'
import type { Worker } from 'node:worker_threads'

let connections = 0

/** A connection to the embedded database's thread, which `pg` uses in place of a socket. */
export class PgliteStream extends Duplex {
  readonly #thread: Worker | undefined
  readonly #whyStopped: () => Error
  readonly #connection = ++connections
  readonly #onAnswer = ({ connection, bytes }: { connection: number; bytes: Uint8Array }) => {
    if (connection === this.#connection) this.push(bytes)
  }
  readonly #onExit = () => {
    this.destroy(this.#whyStopped())
  }

  /**
   * @param thread undefined if the database does not run.
   * @param whyStopped returns the error for statements that a stopped database cannot answer.
   */
  constructor(thread: Worker | undefined, whyStopped: () => Error) {
    super()
    this.#thread = thread
    this.#whyStopped = whyStopped
    thread?.on('message', this.#onAnswer).on('exit', this.#onExit)
  }

  // `pg` calls these methods of a socket.
  connect(): void {
    const isRunning = this.#thread !== undefined && this.#thread.threadId >= 0
    process.nextTick(() => (isRunning ? this.emit('connect') : this.#onExit()))
  }
  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}

  override _read(): void {}

  /** Sends everything that `pg` wrote for a statement in one message. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    const bytes = new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk)))
    this.#thread?.postMessage({ connection: this.#connection, bytes }, [bytes.buffer])
    done()
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#thread?.off('message', this.#onAnswer).off('exit', this.#onExit)
    done(error)
  }
}
