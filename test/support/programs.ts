import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A program and its arguments. */
export type Command = readonly [string, ...string[]]

/** Whether to run what needs a program. Where it is not, tests are skipped, but for CI, where that is a failure. */
export function withProgram([command, ...args]: Command, environment?: NodeJS.ProcessEnv): boolean {
  const env = { ...process.env, ...environment }
  return process.env.CI === 'true' || spawnSync(command, args, { env }).status === 0
}

interface Place {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** What a program prints, given its input. */
export function output([command, ...args]: Command, input = '', { cwd, env }: Place = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    cwd,
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw error ?? new Error(`${command} failed: ${stderr}${stdout}`)
  return stdout
}

/** Debian's Python, which has Debian's packages, whatever Python comes first in the path. */
export const debianPython = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'

/** Where Go finds Debian's libraries. */
export const debianGo = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode' }

/** Jackson, as Debian installs it. */
export const jackson = ['core', 'annotations', 'databind']
  .map((part) => `/usr/share/java/jackson-${part}.jar`)
  .join(':')
