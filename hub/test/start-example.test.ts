import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { catalog } from '../dist/catalog.js'

/** Runs the program of `npm start` after a module that changes its surroundings. */
async function start(before: string) {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'before.mjs')
  writeFileSync(file, before)
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(file).href, '--import', 'tsx', 'hub/examples/start.ts'],
    { env: { ...process.env, PORT: '0' } },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [exitCode, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { exitCode, output, errors }
}

const all = `${catalog.length} of ${catalog.length} events received and verified.`

test('npm start sends every event to a receiver', async () => {
  const { exitCode, output, errors } = await start('')
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  expect(output).toContain(all)
})

test('npm start ends, and says so, if the hub never learns that an event has arrived', async () => {
  // The answers to the first delivery are lost. The deadline is over soon after all others have arrived.
  const { exitCode, output } = await start(`
    import { ServerResponse } from 'node:http'
    const { end } = ServerResponse.prototype
    let lost
    const answered = new Set()
    ServerResponse.prototype.end = function (...args) {
      if (this.req.url !== '/webhooks') return end.apply(this, args)
      const id = this.req.headers['webhook-id']
      lost ??= id
      if (id === lost) return this.destroy()
      answered.add(id)
      if (answered.size === ${catalog.length - 1}) {
        const { now } = Date
        // By then, the hub has recorded them.
        setTimeout(() => { Date.now = () => now() + 30_000 }, 3000)
      }
      return end.apply(this, args)
    }
  `)
  expect(output).toContain(all)
  expect(output).toContain(`The hub has recorded ${catalog.length - 1} of them as delivered.`)
  expect(exitCode).toBe(1)
})
