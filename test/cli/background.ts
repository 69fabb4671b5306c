import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A built command that runs in its own process while the test goes on. */
export class Background {
  stdout = ''
  stderr = ''
  readonly #process
  readonly #ended: Promise<unknown[]>

  constructor(
    args: readonly string[],
    environment: Record<string, string> = {},
    command: readonly string[] = ['bin/prompt-webhooks.js'],
    node = process.execPath,
  ) {
    const { PATH = '' } = process.env
    this.#process = spawn(node, [...command, ...args], { env: { PATH, ...environment } })
    this.#ended = once(this.#process, 'close')
    for (const name of ['stdout', 'stderr'] as const) {
      this.#process[name].setEncoding('utf8').on('data', (text: string) => {
        this[name] += text
      })
    }
  }

  /** Waits for output that matches the pattern, and returns its first group. */
  async until(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.stdout + this.stderr)
      if (found) return found[1] ?? ''
      const more = ['stdout', 'stderr'] as const
      const ended = this.#ended.then(() => {
        if (!pattern.test(this.stdout + this.stderr))
          throw new Error(`${pattern} is not in:\n${this.stdout}${this.stderr}`)
      })
      await Promise.race([ended, ...more.map((name) => once(this.#process[name], 'data'))])
    }
  }

  write(input: string | Buffer): this {
    this.#process.stdin.end(input)
    return this
  }

  /** Sends a signal, if one is given, and waits for the process to end. */
  async end(signal?: NodeJS.Signals) {
    if (signal) this.#process.kill(signal)
    const [status] = await this.#ended
    return { status, stdout: this.stdout, stderr: this.stderr }
  }
}
