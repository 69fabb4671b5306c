import { spawnSync } from 'node:child_process'

/** Whether to run what needs Python. Where there is none the tests are skipped, but for CI, where that is a failure. */
export const withPython = process.env.CI === 'true' || spawnSync('python3', ['--version']).status === 0

/** What a Python script prints. */
export function python(args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync('python3', args, {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw error ?? new Error(`python3 failed: ${stderr}`)
  return stdout
}
