import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Background } from '../../test/cli/background.js'
import { startRegistry } from '../../test/support/registry.js'
import { readDockerfile, replayDockerfile } from './dockerfile.js'

// A registry on loopback has the dependencies of the hub, as they are installed here.
test('the steps of the Dockerfile, in an empty folder, give a hub that starts, is healthy and stops', {
  timeout: 120_000,
}, async () => {
  const packages = mkdtempSync(join(tmpdir(), 'prompt-webhooks-packed-'))
  onTestFinished(() => rmSync(packages, { recursive: true }))
  const packed = ['.', 'hub'].flatMap((folder) => {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', packages]
    const [{ filename }] = JSON.parse(execFileSync('npm', args, { cwd: folder, encoding: 'utf8' }))
    return join(packages, filename)
  })
  const registry = await startRegistry()
  onTestFinished(() => registry.stop())
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const image = await replayDockerfile(readDockerfile(readFileSync('hub/examples/Dockerfile', 'utf8')), {
    arguments: { PACKAGES: packed.join(' ') },
    environment: { PATH, HOME: packages, npm_config_registry: registry.url },
  })
  onTestFinished(() => rmSync(dirname(image.root), { recursive: true }))

  const environment = { ...image.environment, PROMPT_WEBHOOKS_TOKEN: 'a-token-that-is-long-enough' }
  const [program = '', ...words] = [...image.entrypoint, ...image.command]
  const args = words.map((word) => word.replace(/^\/opt\//, `${image.root}/opt/`))
  const hub = new Background([...args, '--port', '0'], environment, [
    join(image.root, 'opt/hub/node_modules/.bin', program),
  ])
  onTestFinished(async () => {
    await hub.end('SIGKILL')
  })
  const { port } = new URL(await hub.until(/"url":"([^"]+)"/))
  const [check = '', ...rest] = image.healthcheck
  const probe = (PORT: string) => spawnSync(check, rest, { env: { ...environment, PORT } }).status
  expect(probe(port)).toBe(0)
  const { status, stderr } = await hub.end('SIGTERM')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(probe(port)).toBe(1)
})
