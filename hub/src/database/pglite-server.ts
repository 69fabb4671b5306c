import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { PgliteStream } from './pglite-stream.js'
import { StoppedDatabaseError } from './stopped-database-error.js'

// Milliseconds before the database is started again, also after a start that failed.
const restartMs = 1000

/**
 * Runs the embedded database in its own thread. If the thread ends, statements fail until another one
 * has recovered everything that was committed to the folder, as after the end of the process.
 */
export class PgliteServer {
  readonly #folder: string | undefined
  readonly #fsync: boolean
  readonly #logger: Logger
  readonly #closing = new AbortController()
  #thread: Worker | undefined
  #failure = new StoppedDatabaseError('its thread has ended')
  #restarting: Promise<void> | undefined
  #lose: (reason: Error) => void = () => {}
  /** Resolves with the reason if the database will not come back. */
  readonly lost = new Promise<Error>((resolve) => {
    this.#lose = resolve
  })

  private constructor(folder: string | undefined, fsync: boolean, logger: Logger) {
    this.#folder = folder
    this.#fsync = fsync
    this.#logger = logger
  }

  /** @throws {Error} if the database does not start. */
  static async start(folder: string | undefined, fsync: boolean, logger: Logger): Promise<PgliteServer> {
    const server = new PgliteServer(folder, fsync, logger)
    await server.#start()
    return server
  }

  connect(): PgliteStream {
    return new PgliteStream(this.#thread, () => this.#failure)
  }

  /** Terminates the thread immediately. It does not restart. */
  abandon(reason: Error): void {
    this.#closing.abort()
    this.#failure = new StoppedDatabaseError(reason.message)
    this.#thread?.terminate()
    this.#lose(reason)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#restarting
    if (!this.#thread) return
    const exit = once(this.#thread, 'exit')
    this.#thread.postMessage('close')
    await exit
  }

  async #start(): Promise<void> {
    const thread = new Worker(new URL('pglite-thread.js', import.meta.url), {
      workerData: { folder: this.#folder, fsync: this.#fsync },
      // The thread must not inherit options such as `--eval` of this process.
      execArgv: [],
    })
    await new Promise<void>((resolve, reject) => {
      thread.on('message', (message) => {
        if (message === 'disk full') this.#warnOfFullDisk()
        if (message !== 'ready') return
        this.#thread = thread
        resolve()
      })
      thread.once('error', (error) => {
        this.#failure = new StoppedDatabaseError(error.message)
        reject(error)
      })
      thread.once('exit', () => {
        reject(new Error('its thread has ended'))
        if (this.#thread === thread) this.#stopped()
      })
    })
  }

  #stopped(): void {
    this.#thread = undefined
    if (this.#closing.signal.aborted) return
    if (this.#folder === undefined)
      this.#lose(new Error(`${this.#failure.message}. Its data was in memory and is lost`))
    // One at a time: two threads on one folder destroy it.
    else {
      this.#restarting ??= this.#restart().finally(() => {
        this.#restarting = undefined
      })
    }
  }

  #warnOfFullDisk(): void {
    const what = `${this.#folder}: its disk is full. Free some space; what was accepted is safe`
    this.#logger.error({ folder: this.#folder }, what)
  }

  async #restart(): Promise<void> {
    const { signal } = this.#closing
    while (!this.#thread && !signal.aborted) {
      const about = { err: this.#failure, folder: this.#folder }
      this.#logger.error(about, 'the embedded database has stopped; starting it again')
      await sleep(restartMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      await this.#start().then(
        () =>
          this.#logger.info({ folder: this.#folder }, 'the embedded database runs again; nothing is lost'),
        ({ message }) => {
          this.#failure = new StoppedDatabaseError(message)
        },
      )
    }
  }
}
