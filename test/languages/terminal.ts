import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'

/** A shell that a test pastes commands into, as a reader would into a terminal. */
export class Terminal {
  /** Everything that the terminal shows. */
  output = ''
  /** The exit code of the shell, once it has ended. */
  readonly ended: Promise<number | null>
  readonly #shell
  readonly #events = new EventEmitter()
  #hasEnded = false
  #pasted = 0

  constructor(folder: string, environment: NodeJS.ProcessEnv) {
    // `-e`: a reader stops at a command that fails. A group of its own, so that all it starts ends with it.
    this.#shell = spawn('bash', ['-e'], { cwd: folder, env: environment, detached: true })
    this.ended = once(this.#shell, 'close').then(([status]) => {
      this.#hasEnded = true
      this.#events.emit('change')
      return status
    })
    this.#shell.stdin.on('error', () => {})
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
        this.#events.emit('change')
      })
    }
  }

  /** Pastes commands and waits until they have run. Throws what the terminal shows if one fails. */
  async run(commands: string): Promise<void> {
    const mark = `(${++this.#pasted} pasted)\n`
    this.#shell.stdin.write(`${commands}\necho '${mark.trimEnd()}'\n`)
    await this.#until(() => this.output.endsWith(mark))
    this.output = this.output.slice(0, -mark.length)
  }

  /** Pastes a command that goes on running, and returns the address that it shows. */
  async start(command: string): Promise<string> {
    const from = this.output.length
    const address = () => /http:\/\/[\w.]+:\d+/.exec(this.output.slice(from))?.[0] ?? ''
    this.#shell.stdin.write(`${command}\n`)
    // The shell ends when the command fails, and also when there is nothing more to run.
    this.#shell.stdin.end()
    await this.#until(() => address() !== '')
    return address()
  }

  /** Waits until the terminal shows a line that ends in these words, as a log has the time before them. */
  async shows(words: string): Promise<void> {
    await this.#until(() => this.output.split('\n').some((line) => ` ${line}`.endsWith(` ${words}`)))
  }

  /** Ends the shell and all that it has started. */
  async close(): Promise<void> {
    if (this.#shell.pid !== undefined && !this.#hasEnded) process.kill(-this.#shell.pid, 'SIGKILL')
    await this.ended
  }

  async #until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      if (this.#hasEnded) throw new Error(`The terminal has ended:\n${this.output}`)
      await once(this.#events, 'change')
    }
  }
}
