import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** Runs the gate in a project whose `npm` prints its arguments, and returns its output without times. */
function runGate(npm: string) {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  mkdirSync(join(folder, '.ci'))
  mkdirSync(join(folder, 'bin'))
  cpSync('.ci/run', join(folder, '.ci/run'))
  writeFileSync(join(folder, '.ci/missing-packages.mjs'), '')
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { test: 'lint --strict && build' } }))
  writeFileSync(join(folder, 'bin/npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 })
  const PATH = [join(folder, 'bin'), dirname(process.execPath), process.env.PATH].join(':')
  const { CI: _, ...env } = process.env
  const { stdout, stderr, status } = spawnSync(join(folder, '.ci/run'), {
    encoding: 'utf8',
    env: { ...env, PATH },
  })
  expect(stderr).toBe('')
  return {
    status,
    lines: stdout
      .trim()
      .replaceAll(/^(\[ci\]) \d\d:\d\d/gm, '$1')
      .split('\n'),
  }
}

test('runs each command of npm test and the long tests as CI, and prints when each starts', () => {
  expect(runGate('echo "CI=$CI npm $*"')).toEqual({
    status: 0,
    lines: [
      '[ci] check_node',
      '[ci] install_debian_packages',
      '[ci] npm ci',
      'CI=true npm ci',
      '[ci] npm exec --no -c lint --strict',
      'CI=true npm exec --no -c lint --strict',
      '[ci] npm exec --no -c build',
      'CI=true npm exec --no -c build',
      '[ci] npm run test:long',
      'CI=true npm run test:long',
      '[ci] ended with status 0',
    ],
  })
})

test('stops at the first command that fails', () => {
  const { status, lines } = runGate('case "$*" in *lint*) exit 3;; esac')
  expect(status).toBe(3)
  expect(lines.slice(-2)).toEqual(['[ci] npm exec --no -c lint --strict', '[ci] ended with status 3'])
})
