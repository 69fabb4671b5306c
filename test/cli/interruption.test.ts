import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, type Mock, onTestFinished, test, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { interruption } from '../../src/cli/interruption.js'
import { createFolder } from './command.js'

describe('a signal', () => {
  const before = { SIGINT: process.listeners('SIGINT'), SIGTERM: process.listeners('SIGTERM') }
  let kill: Mock<typeof process.kill>

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
    vi.stubEnv('npm_command', undefined)
    kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      for (const each of process.listeners(signal)) {
        if (!before[signal].includes(each)) process.off(signal, each)
      }
    }
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('%s interrupts, and the next one ends the process', (name) => {
    const signal = interruption()
    expect(signal.aborted).toBe(false)
    process.emit(name, name)
    expect(signal.aborted).toBe(true)
    vi.advanceTimersByTime(500)
    process.emit('SIGINT', 'SIGINT')
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGINT']])
    // Nothing is left that could keep the signal from ending the process.
    expect(process.listeners('SIGINT')).toEqual(before.SIGINT)
    expect(process.listeners('SIGTERM')).toEqual(before.SIGTERM)
  })

  test('is the first one again within half a second', () => {
    interruption()
    process.emit('SIGINT', 'SIGINT')
    vi.advanceTimersByTime(499)
    process.emit('SIGINT', 'SIGINT')
    expect(kill).not.toHaveBeenCalled()
  })

  test('keeps a command that npm runs until npm has passed it on, or for half a second', () => {
    vi.stubEnv('npm_command', 'exec')
    for (const end of [() => process.emit('SIGINT', 'SIGINT'), () => vi.advanceTimersByTime(500)]) {
      interruption()
      process.emit('SIGINT', 'SIGINT')
      vi.advanceTimersByTime(499)
      expect(vi.getTimerCount()).toBeGreaterThan(0)
      end()
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  test('keeps no other command', () => {
    interruption()
    process.emit('SIGINT', 'SIGINT')
    expect(vi.getTimerCount()).toBe(0)
  })
})

/** Runs `listen` through npx, in a terminal's group of processes, and presses Ctrl-C when it is ready. */
async function interruptedUnderNpx(environment: Record<string, string>) {
  const { folder } = createFolder()
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  symlinkSync(process.cwd(), join(folder, 'node_modules/prompt-webhooks'))
  const bin = join('../prompt-webhooks', packageJson.bin['prompt-webhooks'])
  symlinkSync(bin, join(folder, 'node_modules/.bin/prompt-webhooks'))
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
  const npx = spawn('npx', ['prompt-webhooks', 'listen', '--port', '0'], {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), npm_config_update_notifier: 'false', ...environment },
    // A group of its own, like that of a terminal.
    detached: true,
  })
  const { pid = 0 } = npx
  onTestFinished(() => {
    if (npx.exitCode === null && npx.signalCode === null) process.kill(-pid, 'SIGKILL')
  })
  let output = ''
  let isInterrupted = false
  for (const stream of [npx.stdout, npx.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (isInterrupted || !output.includes('Ctrl-C to stop')) return
      isInterrupted = true
      process.kill(-pid, 'SIGINT')
    })
  }
  const [status] = await once(npx, 'close')
  return { status, output }
}

describe('Ctrl-C under npx', () => {
  test('ends with exit code 0 where the shell of npm makes room for the command', async () => {
    const { status, output } = await interruptedUnderNpx({ npm_config_script_shell: 'bash' })
    expect(output).toContain('Stopped.')
    expect(status).toBe(0)
  })

  test('ends in an orderly way with any shell', async () => {
    // Debian's shell ends at the signal, and npm with it. The command goes on until it has reported.
    expect((await interruptedUnderNpx({})).output).toContain('Stopped.')
  })
})
