// Compares the handlers of Node's HTTP server that verify a webhook: `npm run bench:peers`.
import { type ChildProcess, fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
import { signPayload } from 'prompt-webhooks/signature'
import { signMessage } from 'prompt-webhooks/standard-webhooks'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { interleave, median } from '../interleave.js'
import { report, spread, table } from '../performance-page.js'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const body = readFileSync('examples/payloads/prompt_template_label_moved.json', 'utf8')

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** A handler without a library: reads the body, checks it and answers 204. */
const bare =
  (check: (body: string, request: IncomingMessage) => unknown): RequestListener =>
  async (request, response) => {
    try {
      check(await bodyOf(request), request)
      response.statusCode = 204
    } catch {
      response.statusCode = 401
    }
    response.end()
  }

interface Peer {
  readonly listener: () => RequestListener
  readonly headers: () => Record<string, string>
}

// What a person would compare: each reads the same body, and runs a handler if its signature is right.
const on = { prompt_template_label_moved: () => {} }
const message = () => ({ ...signMessage({ id: 'msg_1', timestamp: new Date(), body, secret }) })
const peers: Record<string, Peer> = {
  'a bare handler that reads the body': { listener: () => bare(() => {}), headers: () => ({}) },
  'prompt-webhooks, the sender’s scheme': {
    listener: () => toNodeHandler(createReceiver({ secret, on })),
    headers: () => ({ 'x-promptlayer-signature': signPayload(body, secret) }),
  },
  'prompt-webhooks, Standard Webhooks': {
    listener: () => toNodeHandler(createReceiver({ secret, scheme: 'standard-webhooks', on })),
    headers: message,
  },
  'standardwebhooks in a bare handler': {
    listener: () => {
      const webhook = new StandardWebhook(secret)
      return bare((text, { headers }) => webhook.verify(text, headers as Record<string, string>))
    },
    headers: message,
  },
  'svix in a bare handler': {
    listener: () => {
      const webhook = new SvixWebhook(secret)
      return bare((text, { headers }) => webhook.verify(text, headers as Record<string, string>))
    },
    headers: message,
  },
  'the middleware of @octokit/webhooks': {
    listener: () => {
      const webhooks = new Webhooks({ secret })
      webhooks.on('push', () => {})
      return createNodeMiddleware(webhooks, { path: '/webhooks' })
    },
    headers: () => ({
      'x-github-event': 'push',
      'x-github-delivery': 'msg_1',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    }),
  },
}

const [, , name] = process.argv
const peer = name === undefined ? undefined : peers[name]
if (peer) {
  // Each server runs in its own process.
  const server = createServer(peer.listener()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.send?.((server.address() as AddressInfo).port)
} else {
  await compare()
}

async function compare(): Promise<void> {
  const rounds = 40
  const requestsPerRound = 3000
  const servers: ChildProcess[] = []
  const measured: Record<string, () => Promise<void>> = {}
  for (const [each, { headers }] of Object.entries(peers)) {
    const server = fork(fileURLToPath(import.meta.url), [each])
    servers.push(server)
    const [port] = await once(server, 'message')
    measured[each] = () => send(port, headers(), requestsPerRound)
  }
  const seconds = await interleave(measured, rounds)
  for (const server of servers) server.kill()
  const [yardstick = []] = Object.values(seconds)
  report('receivers', [
    `${requestsPerRound} requests a round over 8 persistent connections, ${rounds} rounds.`,
    '',
    ...table(
      ['', 'rate, of a bare handler', 'requests a second'],
      Object.entries(seconds).map(([each, durations]) => [
        each,
        spread(durations.map((duration, round) => (yardstick[round] ?? Number.NaN) / duration)),
        Math.round(requestsPerRound / median(durations)).toLocaleString('en'),
      ]),
    ),
  ])
}

/** Sends requests over persistent connections, each after the previous answer. */
async function send(port: number, headers: Record<string, string>, count: number): Promise<void> {
  const connections = 8
  const head = [
    'POST /webhooks HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    ...Object.entries(headers).map(([header, value]) => `${header}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  const request = `${head.join('\r\n')}\r\n\r\n${body}`
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true)
      await once(socket, 'connect')
      for (let sent = 0; sent < count / connections; sent++) {
        socket.write(request)
        // The answers are so short that each arrives in one piece.
        const [answer] = await once(socket, 'data')
        if (!/^HTTP\/1\.1 20[024]/.test(String(answer))) throw new Error(String(answer))
      }
      socket.destroy()
    }),
  )
}
