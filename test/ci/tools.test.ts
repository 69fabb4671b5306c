import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { type networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { hasNode20, node20 } from '../support/node-20.js'
import { isCi } from '../support/tools.js'
import tools from '../support/tools.json' with { type: 'json' }

type Interfaces = ReturnType<typeof networkInterfaces>

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

/** The helper as a new process would load it, with nothing installed. */
async function loadWithoutTools(ci: string) {
  vi.stubEnv('PATH', '/nowhere')
  vi.stubEnv('CI', ci)
  vi.resetModules()
  return import('../support/tools.js')
}

test('CI is on when it is set to anything but nothing, 0 or false', () => {
  expect(['true', '1', 'yes'].map((CI) => isCi({ CI }))).toEqual([true, true, true])
  expect([{}, { CI: '' }, { CI: '0' }, { CI: 'false' }].map(isCi)).toEqual([false, false, false, false])
})

test.each(Object.entries(tools))(
  '%s: if missing, fails under CI and names its packages',
  async (name, { packages }) => {
    const { hasTools } = await loadWithoutTools('true')
    const message = `${name} is missing: install the Debian packages ${packages.join(' ')}`
    expect(() => hasTools(name as keyof typeof tools)).toThrow(message)
  },
)

test('elsewhere a missing tool skips tests, and its name is printed once', async () => {
  const { hasTools } = await loadWithoutTools('')
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect([hasTools('tmux', 'curl'), hasTools('curl')]).toEqual([false, false])
  expect(write.mock.calls.map(([text]) => `${text}`.split(':')[0])).toEqual([
    'Tests are skipped. tmux is missing',
    'Tests are skipped. curl is missing',
  ])
  write.mockRestore()
})

test.each(['true', ''])('a missing IPv6 is printed (CI is %j)', async (ci) => {
  const loopback = (address: string) => ({ lo: [{ address }] }) as unknown as Interfaces
  const { hasIpv6 } = await loadWithoutTools(ci)
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(hasIpv6(loopback('::1'))).toBe(true)
  expect(write).not.toHaveBeenCalled()
  expect(hasIpv6(loopback('127.0.0.1'))).toBe(false)
  const line = 'Tests are skipped. The address ::1 is missing: enable IPv6 on the loopback interface\n'
  expect(write.mock.calls).toEqual([[line]])
  write.mockRestore()
})

test.runIf(process.platform === 'linux')('Node 20 comes with npm, whatever Node the machine has', () => {
  vi.stubEnv('PATH', '/nowhere')
  expect(hasNode20()).toBe(true)
  expect(execFileSync(node20(), ['--version'], { encoding: 'utf8' })).toMatch(/^v20[.]/)
})

test('the gate installs the packages of the tools that are missing, and no others', () => {
  const missing = (path: string) =>
    execFileSync(process.execPath, ['.ci/missing-packages.mjs'], {
      encoding: 'utf8',
      env: { ...process.env, PATH: path },
    }).split('\n')
  const packages = new Set(Object.values(tools).flatMap((tool) => tool.packages))
  expect(new Set(missing('/nowhere'))).toEqual(new Set([...packages, '']))

  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  symlinkSync('/bin/sh', join(folder, 'sh'))
  writeFileSync(join(folder, 'tmux'), '#!/bin/sh\n', { mode: 0o755 })
  expect(missing(folder)).not.toContain('tmux')
  expect(missing(folder)).toContain('redis-server')
})

test('no npm script runs install scripts, also where npm does not read our .npmrc', () => {
  expect(readFileSync('.npmrc', 'utf8')).toContain('ignore-scripts=true\n')
  const elsewhere = Object.values(packageJson.scripts).flatMap(
    (script) => script.match(/npm ci --prefix [^&]*/g) ?? [],
  )
  expect(elsewhere).toEqual([expect.stringContaining(' --ignore-scripts ')])
})
