import { spawnSync } from 'node:child_process'
import { Writable } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { validate } from '../../../src/cli/validate/validate-files.js'
import { createFolder } from '../command.js'
import { invalid, valid } from './check.js'

const { write } = createFolder()
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

test('memory stays flat: a long file takes no more than a short one', () => {
  const peak = (events: number, text: string) => {
    const program = `for (let written = 0; written < ${events}; written += 1000) process.stdout.write(process.argv[1].repeat(1000))`
    const writer = `"${process.execPath}" -e '${program}' '${text}'`
    const report = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))'
    const reader = `"${process.execPath}" --import '${report}' dist/cli.js validate`
    return Number(spawnSync('sh', ['-c', `${writer} | ${reader}`], { encoding: 'utf8' }).stderr)
  }
  const [short, long] = [peak(50_000, `${valid}\n`), peak(1_000_000, `${valid}\n`)]
  expect(short).toBeGreaterThan(10_000)
  expect(long).toBeLessThan(150_000)
  expect(long / short).toBeLessThan(1.3)
  // Lines that never end.
  expect(peak(1_000_000, valid)).toBeLessThan(150_000)
  expect(peak(1_000_000, `[${valid}`)).toBeLessThan(150_000)
})

test('reading waits for a slow reader of the report', async () => {
  let release = () => {}
  let most = 0
  let written = 0
  // It takes more only after someone waits for it to drain.
  const slow = new Writable({
    write(chunk: Buffer, _, done) {
      written += chunk.length
      most = Math.max(most, slow.writableLength)
      release = done
      if (slow.listenerCount('drain')) process.nextTick(done)
    },
  }).on('newListener', (event) => event === 'drain' && process.nextTick(release))
  vi.spyOn(process, 'stdout', 'get').mockReturnValue(slow as unknown as typeof process.stdout)
  await validate([write('many.ndjson', `${invalid}\n`.repeat(40_000))], { json: true }, undefined as never)
  release()
  expect(written).toBeGreaterThan(1e6)
  expect(most).toBeLessThan(1e6)
})
