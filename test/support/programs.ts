import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A program and its arguments. */
export type Command = readonly [string, ...string[]]

interface Place {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** Runs a program with this input and returns what it prints. Throws if it fails. */
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

/** Debian's Python, which finds Debian's packages. The first Python in the path may be another. */
export const debianPython = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'

/** The environment in which Go finds Debian's libraries. */
export const debianGo = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode' }

/** The class path of Jackson, as Debian installs it. */
export const jackson = ['core', 'annotations', 'databind']
  .map((part) => `/usr/share/java/jackson-${part}.jar`)
  .join(':')
