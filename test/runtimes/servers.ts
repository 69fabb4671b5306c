import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'

/** The servers that every runtime delivers to. */
export interface Servers {
  readonly url: string
  readonly securePort: number
  readonly untrustedPort: number
  /** The file with the certificate that runtimes should trust. */
  readonly certificate: string
  close(): void
}

/**
 * Starts the servers. Over HTTP, `/webhooks` verifies events, `/status/<n>` answers with a status, `/broken`
 * breaks off its answer, `/drop` does not answer, and `/` is an empty page.
 *
 * @param folder Where the certificates go. openssl makes them.
 */
export async function startServers(folder: string, secret: string): Promise<Servers> {
  const webhooks = toNodeHandler(createReceiver({ secret, on: {}, onRefused: null }))
  const plain = createServer((request, response) => {
    const path = request.url ?? ''
    // Browsers ask first: `localhost` is another origin than its address.
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    if (path === '/webhooks') return void webhooks(request, response)
    request.resume().on('end', () => {
      if (path === '/drop') return void request.socket.destroy()
      if (path === '/broken') {
        response.writeHead(200, { 'content-length': 100 })
        return void response.write('abc', () => request.socket.destroySoon())
      }
      const status = Number(path.split('/status/')[1] ?? 200)
      const location = { location: '/status/204' }
      response.writeHead(status, {
        'content-type': 'text/html',
        'retry-after': '7',
        'x-twice': ['a', 'b'],
        ...(status === 302 && location),
      })
      response.end(status === 204 ? undefined : path === '/' ? '' : 'answer')
    })
  })
  const trusted = certificate(folder, 'trusted')
  const secure = (files: { key: string; certificate: string }) => {
    let connections = 0
    const numbers = new WeakMap<object, number>()
    const answer: RequestListener = ({ socket }, response) => {
      const name = (socket as TLSSocket & { servername?: string | false }).servername || ''
      response.writeHead(204, { 'x-connection': `${numbers.get(socket)}`, 'x-server-name': name }).end()
    }
    const server = createSecureServer(
      { key: readFileSync(files.key), cert: readFileSync(files.certificate) },
      (request, response) => request.resume().on('end', () => answer(request, response)),
    )
    return server.on('secureConnection', (socket) => numbers.set(socket, ++connections))
  }
  const servers = [plain, secure(trusted), secure(certificate(folder, 'untrusted'))] as const
  const [port, securePort, untrustedPort] = await Promise.all(servers.map(listen))
  return {
    url: `http://127.0.0.1:${port}`,
    securePort: Number(securePort),
    untrustedPort: Number(untrustedPort),
    certificate: trusted.certificate,
    close: () => {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function certificate(folder: string, name: string): { key: string; certificate: string } {
  mkdirSync(folder, { recursive: true })
  const files = { key: join(folder, `${name}.key`), certificate: join(folder, `${name}.pem`) }
  const subject = ['-subj', '/CN=hooks.example', '-addext', 'subjectAltName=DNS:hooks.example,IP:127.0.0.1']
  const output = ['-keyout', files.key, '-out', files.certificate]
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...output]
  execFileSync('openssl', args, { stdio: 'ignore' })
  return files
}
