// Runs on the oldest Node that the package supports, in a project that contains only the packed package.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'

const require = createRequire(import.meta.url)
const packageJson = require('prompt-webhooks/package.json')
const peers = Object.keys(packageJson.peerDependencies)
const index = require('prompt-webhooks/schemas/v1/index.json')

/** Loads an entry. Returns undefined if it needs a library that this project does not have. */
async function load(how, name) {
  try {
    return await how(name)
  } catch (error) {
    if (!/MODULE_NOT_FOUND/.test(error.code)) throw error
    assert.match(error.message, new RegExp(`(package|module) '(${peers.join('|')})`))
    return undefined
  }
}

test('this is the Node that the package promises to support', () => {
  assert.equal(packageJson.engines.node, '>=20.19')
  assert.match(process.version, /^v20\./)
})

for (const path of Object.keys(packageJson.exports).filter((each) => !each.includes('json'))) {
  test(`${path} has the same exports as ES module and as CommonJS`, async () => {
    const name = join('prompt-webhooks', path)
    const [imported, required] = [await load((each) => import(each), name), await load(require, name)]
    assert.deepEqual(Object.keys(imported ?? {}).sort(), Object.keys(required ?? {}).sort())
    if (path === '.') assert.notEqual(imported, undefined)
  })
}

for (const type of Object.keys(index)) {
  test(`${type}: its example is read, signed, verified and received`, async () => {
    const body = readFileSync(require.resolve(`prompt-webhooks/examples/payloads/${type}.json`), 'utf8')
    const { parseStrictWebhookEvent } = await import('prompt-webhooks')
    const { signPayload, verifyWebhookEvent } = await import('prompt-webhooks/signature')
    const { createReceiver } = await import('prompt-webhooks/receiver')
    const secret = 'a-secret-of-the-test'
    const signature = signPayload(body, secret)
    const event = parseStrictWebhookEvent(JSON.parse(body))
    assert.deepEqual(verifyWebhookEvent({ body, signature, secret }), event)
    const received = []
    const receiver = createReceiver({ secret, on: { [type]: (each) => received.push(each) } })
    const headers = { 'content-type': 'application/json', 'x-promptlayer-signature': signature }
    const { status } = await receiver.fetch(
      new Request('http://localhost', { method: 'POST', body, headers }),
    )
    assert.deepEqual([status, received], [204, [event]])
  })
}

test('the command runs', () => {
  const command = join(
    require.resolve('prompt-webhooks/package.json'),
    '..',
    packageJson.bin['prompt-webhooks'],
  )
  const version = execFileSync(process.execPath, [command, '--version'], { encoding: 'utf8' })
  assert.equal(version.trim(), packageJson.version)
})
