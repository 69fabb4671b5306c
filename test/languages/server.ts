import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../support/free-port.js'
import type { Command } from '../support/programs.js'

/** A running program. */
export interface Server {
  readonly url: string
  /** Everything the program has printed so far. */
  output(): string
  stop(): Promise<void>
}

/**
 * Starts a program that serves HTTP on loopback, on the port in the variable `PORT`, and waits until it
 * answers.
 */
export async function startServer(
  command: (port: number) => Command,
  cwd: string,
  environment: Record<string, string>,
): Promise<Server> {
  const port = await freePort()
  const [file, ...args] = command(port)
  const child = spawn(file, args, { cwd, env: { ...process.env, ...environment, PORT: `${port}` } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk
    })
  }
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}/`
  while (!(await fetch(url, { method: 'POST' }).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`${file}: exited with ${child.exitCode}: ${text}`)
    await setTimeout(50)
  }
  return {
    url,
    output: () => text,
    async stop() {
      child.kill()
      await ended
    },
  }
}
