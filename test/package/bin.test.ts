import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }

const bin = packageJson.bin['prompt-webhooks']

/** A folder with the command's file and without a build, like a fresh clone. */
function clone() {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  cpSync('bin', join(folder, 'bin'), { recursive: true })
  cpSync('package.json', join(folder, 'package.json'))
  return {
    folder,
    run() {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, bin), '--version'], {
        encoding: 'utf8',
      })
      return { status, stdout, stderr }
    },
  }
}

test('npm links the command before the build, because its file is committed', () => {
  const { status, stderr, stdout } = spawnSync('git', ['ls-files', '--stage', bin], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout.trim()).toMatch(/^100755 [^\n]+$/)
  expect(packageJson.files.some((each) => bin.startsWith(`./${each}/`))).toBe(true)
})

test('before the build it says what to do', () => {
  expect(clone().run()).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining('npm run build') })
})

test('after the build it runs it, and hides none of its errors', () => {
  const { folder, run } = clone()
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'dist/cli.js'), "import './lost.js'")
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringMatching(/ERR_MODULE_NOT_FOUND/) })
  writeFileSync(join(folder, 'dist/cli.js'), "console.log('built')")
  expect(run()).toEqual({ status: 0, stdout: 'built\n', stderr: '' })
})
