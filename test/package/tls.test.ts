import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasTools } from '../support/tools.js'

// Node reads the trusted certificates when it starts, so the sender is a separate process.

describe.runIf(hasTools('openssl'))('deliveries over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  const certificate = join(folder, 'certificate.pem')
  let server: Server
  let connections = 0

  beforeAll(async () => {
    const key = join(folder, 'key.pem')
    const subject = ['-subj', '/CN=hooks.example', '-addext', 'subjectAltName=DNS:hooks.example,IP:127.0.0.1']
    const files = ['-keyout', key, '-out', certificate]
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files],
      {
        stdio: 'ignore',
      },
    )
    const options = { key: readFileSync(key), cert: readFileSync(certificate) }
    server = createServer(options, (request, response) => {
      request.resume().on('end', () => response.writeHead(204).end())
    })
    server.on('secureConnection', () => connections++)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => server.close())

  /** Returns the outcomes of deliveries to the hosts, which all resolve to this machine. */
  async function deliver(
    hosts: readonly string[],
    trusted: boolean,
    options: object = { allow: ['127.0.0.1'] },
  ) {
    const { port } = server.address() as AddressInfo
    const program = `
      import { createEvent, deliver } from './dist/emitter/index.js'
      const details = { prompt_template_id: 8, prompt_template_name: 'Hello' }
      const event = createEvent('prompt_template_deleted', details, { userId: 1, workspaceId: 1 })
      const options = { lookup: async () => ['127.0.0.1'], ...${JSON.stringify(options)} }
      for (const host of ${JSON.stringify(hosts)}) {
        const { outcome, reason } = await deliver(event, { url: \`https://\${host}:${port}/\`, secret: 'a' }, options)
        console.log(outcome + ': ' + reason)
      }`
    const env = { ...process.env, ...(trusted && { NODE_EXTRA_CA_CERTS: certificate }) }
    const args = ['--input-type=module', '-e', program]
    const { stdout } = await promisify(execFile)(process.execPath, args, { env })
    return stdout.trim().split('\n')
  }

  test('use one connection per host, and accept the name and the address in the certificate', async () => {
    connections = 0
    expect(await deliver(['hooks.example', 'hooks.example', '127.0.0.1'], true)).toEqual(
      Array(3).fill('delivered: answered 204'),
    )
    expect(connections).toBe(2)
  })

  test('are not sent to a name that is not in the certificate, or under an untrusted certificate', async () => {
    expect(await deliver(['other.example'], true)).toEqual([
      'retry: no answer (ERR_TLS_CERT_ALTNAME_INVALID)',
    ])
    expect(await deliver(['hooks.example'], false)).toEqual([
      'retry: no answer (DEPTH_ZERO_SELF_SIGNED_CERT)',
    ])
  })

  test('are guarded like others', async () => {
    connections = 0
    expect(await deliver(['hooks.example'], true, {})).toEqual([
      'refused: the address is not public (loopback); to permit it, add the address or the host name to allow',
    ])
    expect(connections).toBe(0)
  })
})
