import { spawnSync } from 'node:child_process'

/** Whether to run what needs a program. Where it is not, tests are skipped, but for CI, where that is a failure. */
export function withProgram(command: string, ...probe: string[]): boolean {
  return process.env.CI === 'true' || spawnSync(command, probe).status === 0
}

interface Place {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

/** What a program prints, given its input. */
export function output(
  [command, ...args]: readonly [string, ...string[]],
  input = '',
  { cwd, env }: Place = {},
): string {
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

/** Jackson, as Debian installs it. */
export const jackson = ['core', 'annotations', 'databind']
  .map((part) => `/usr/share/java/jackson-${part}.jar`)
  .join(':')
