import { Agent, createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { type DeliveryOptions, deliver } from 'prompt-webhooks/emitter'
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
import { exampleEvents } from 'prompt-webhooks/testing'
import { type Group, type SocketEnvironment, same } from '../check.js'

const secret = 'test-secret'
const event = exampleEvents.prompt_template_deleted
const post = (url: string, options: DeliveryOptions) => deliver(event, { url, secret }, options)

const notPublic =
  'the address is not public (loopback); to permit it, add the address or the host name to allow'

/** Runs some work with a server on a free port of this machine. */
async function withServer<Value>(server: Server | HttpServer, work: (port: number) => Promise<Value>) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await work((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

/** Counts the requests that a server gets, and its connections. */
function counting() {
  const counts = { connections: 0, hosts: [] as (string | undefined)[] }
  const server = createHttpServer((request, response) => {
    counts.hosts.push(request.headers.host)
    request.resume().on('end', () => response.writeHead(204).end())
  })
  server.on('connection', () => counts.connections++)
  return { server, counts }
}

/** Connects elsewhere than to the address that was checked, as a system that rewrites addresses does. */
async function elsewhere<Value>(port: number, work: () => Promise<Value>, hide = false): Promise<Value> {
  const agents = [Agent.prototype, SecureAgent.prototype] as { createConnection?: unknown }[]
  const own = agents.map((agent) => Object.getOwnPropertyDescriptor(agent, 'createConnection'))
  for (const agent of agents) {
    agent.createConnection = () => {
      const socket = connect(port, '127.0.0.1')
      if (hide) Object.defineProperty(socket, 'remoteAddress', { value: undefined })
      return socket
    }
  }
  try {
    return await work()
  } finally {
    for (const [index, agent] of agents.entries()) {
      const descriptor = own[index]
      if (descriptor) Object.defineProperty(agent, 'createConnection', descriptor)
      else delete agent.createConnection
    }
  }
}

/** The guard of `deliver` on host names, where the runtime gives access to the socket. */
export const sockets: Group<SocketEnvironment> = {
  entry: 'sockets',
  needs: ['process'],
  checks: [
    {
      name: 'connects to the address that was checked: the name is not resolved twice',
      run: () => {
        const { server, counts } = counting()
        return withServer(server, async (port) => {
          // Nothing listens on the first address. A runtime that resolves twice connects to the second.
          const answers = [['127.0.0.2'], ['127.0.0.1']]
          let lookups = 0
          const lookup = async () => {
            lookups++
            return answers.shift() ?? []
          }
          const url = `http://rebind.example:${port}/`
          const allow = ['127.0.0.2']
          same((await post(url, { lookup, allow })).reason, 'no answer (ECONNREFUSED)')
          same(lookups, 1)
          same((await post(url, { lookup, allow })).reason, notPublic)
          same([lookups, counts.hosts], [2, []])
        })
      },
    },
    {
      name: 'refuses a name if one of its addresses is not permitted',
      run: async () => {
        for (const addresses of [
          ['127.0.0.1'],
          ['192.0.2.1', '127.0.0.1'],
          ['127.0.0.1', '192.0.2.1'],
          ['::ffff:127.0.0.1'],
          ['fd00::1'],
          ['169.254.169.254'],
        ]) {
          for (const scheme of ['http', 'https']) {
            const lookup = async () => addresses
            const { outcome } = await post(`${scheme}://hooks.example:1/`, {
              lookup,
              allow: ['192.0.2.0/24'],
            })
            same(outcome, 'refused', String(addresses))
          }
        }
      },
    },
    {
      name: 'checks the address of the socket before anything is written',
      run: () => {
        let bytes = 0
        let connections = 0
        const closed: Promise<unknown>[] = []
        const server = createServer((socket) => {
          connections++
          closed.push(new Promise((resolve) => socket.on('close', resolve)))
          socket.on('error', () => {})
          socket.on('data', (data) => {
            bytes += data.length
          })
        })
        return withServer(server, async (port) => {
          const options = { lookup: async () => ['127.0.0.3'], allow: ['127.0.0.3'] }
          for (const hide of [false, true]) {
            const send = () => post(`http://rewritten.example:${port}/`, options)
            const { outcome, reason } = await elsewhere(port, send, hide)
            same([outcome, reason === notPublic], hide ? ['retry', false] : ['refused', true])
          }
          const send = () => post(`https://rewritten.example:${port}/`, options)
          same((await elsewhere(port, send)).reason, notPublic)
          await Promise.all(closed)
          same(bytes, 0)
          same(connections > 0, true)
        })
      },
    },
    {
      name: 'keeps connections, and checks the address of a kept one again',
      run: () => {
        const { server, counts } = counting()
        return withServer(server, async (port) => {
          const url = `http://kept.example:${port}/`
          const lookup = async () => ['127.0.0.1']
          const allowed = { lookup, allow: ['127.0.0.1'] }
          same((await post(url, allowed)).outcome, 'delivered')
          same((await post(url, allowed)).outcome, 'delivered')
          same(counts, { connections: 1, hosts: Array(2).fill(`kept.example:${port}`) })
          same((await post(url, { lookup, allow: ['10.0.0.0/8'] })).reason, notPublic)
          same(counts.hosts.length, 2)
        })
      },
    },
    {
      name: 'over TLS, asks for the host name and compares the certificate with it',
      run: async (_, { securePort }) => {
        const send = (host: string, options: DeliveryOptions = { allow: ['127.0.0.1'] }) =>
          post(`https://${host}:${securePort}/`, { lookup: async () => ['127.0.0.1'], ...options })
        const seen: unknown[] = []
        for (const host of ['hooks.example', 'hooks.example', '127.0.0.1']) {
          const result = await send(host)
          same([result.outcome, result.reason], ['delivered', 'answered 204'], host)
          if (result.outcome === 'delivered') seen.push(result.response.headers)
        }
        const headers = seen as Record<string, string>[]
        same(
          headers.map((each) => each['x-server-name']),
          ['hooks.example', 'hooks.example', ''],
        )
        const [first, second, third] = headers.map((each) => each['x-connection'])
        same([first === second, second === third], [true, false], 'one connection per host')
        same((await send('other.example')).reason, 'no answer (ERR_TLS_CERT_ALTNAME_INVALID)')
        same((await send('hooks.example', {})).reason, notPublic)
        same((await send('hidden.example', {})).reason, notPublic)
      },
    },
    {
      name: 'does not deliver under a certificate that is not trusted',
      run: async (_, { untrustedPort }) => {
        const lookup = async () => ['127.0.0.1']
        const url = `https://hooks.example:${untrustedPort}/`
        const { reason } = await post(url, { lookup, allow: ['127.0.0.1'] })
        same(reason, 'no answer (DEPTH_ZERO_SELF_SIGNED_CERT)')
      },
    },
    {
      name: 'receives over node:http what it delivers',
      run: () => {
        const received: unknown[] = []
        const receiver = createReceiver({ secret, on: {}, onAny: (each) => void received.push(each) })
        return withServer(createHttpServer(toNodeHandler(receiver)), async (port) => {
          const url = `http://localhost:${port}/`
          for (const each of Object.values(exampleEvents)) {
            const result = await deliver(each, { url, secret }, { allow: ['localhost'] })
            same([result.reason, received.pop()], ['answered 204', each])
          }
          same(
            (await deliver(event, { url, secret: 'wrong' }, { allow: ['localhost'] })).reason,
            'answered 401',
          )
          same(received, [])
        })
      },
    },
  ],
}
