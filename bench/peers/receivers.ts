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
import { expectCount } from '../expect-count.js'
import { interleave, median, warmUpRounds } from '../interleave.js'
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
      handle()
      response.statusCode = 204
    } catch {
      response.statusCode = 401
    }
    response.end()
  }

const rounds = 40
const requestsPerRound = 3000
const requests = (warmUpRounds + rounds) * requestsPerRound

interface Peer {
  readonly listener: () => RequestListener
  /** Returns what signs a request: the headers of each, or those of all. */
  readonly headers: () => readonly Headers[]
}
type Headers = Readonly<Record<string, string>>

// What a person would compare: each reads the same body, and runs a handler if its signature is right.
let handled = 0
const handle = () => {
  handled++
}
const on = { prompt_template_label_moved: handle }
// A receiver of ours answers a message whose id it knows without calling the handler. Messages are signed for
// four minutes from now, so that on a slow machine, too, each is sent within five minutes of its time.
const messages = () => {
  const timestamp = new Date(Date.now() + 4 * 60_000)
  return Array.from({ length: requests }, (_, index) => ({
    ...signMessage({ id: `msg_${index}`, timestamp, body, secret }),
  }))
}
const peers: Record<string, Peer> = {
  'a bare handler that reads the body': { listener: () => bare(() => {}), headers: () => [{}] },
  'prompt-webhooks, the sender’s scheme': {
    listener: () => toNodeHandler(createReceiver({ secret, on })),
    headers: () => [{ 'x-promptlayer-signature': signPayload(body, secret) }],
  },
  'prompt-webhooks, Standard Webhooks': {
    listener: () => toNodeHandler(createReceiver({ secret, scheme: 'standard-webhooks', on })),
    headers: messages,
  },
  'standardwebhooks in a bare handler': {
    listener: () => {
      const webhook = new StandardWebhook(secret)
      return bare((text, { headers }) => webhook.verify(text, headers as Record<string, string>))
    },
    headers: messages,
  },
  'svix in a bare handler': {
    listener: () => {
      const webhook = new SvixWebhook(secret)
      return bare((text, { headers }) => webhook.verify(text, headers as Record<string, string>))
    },
    headers: messages,
  },
  'the middleware of @octokit/webhooks': {
    listener: () => {
      const webhooks = new Webhooks({ secret })
      webhooks.on('push', handle)
      return createNodeMiddleware(webhooks, { path: '/webhooks' })
    },
    headers: () => [
      {
        'x-github-event': 'push',
        'x-github-delivery': 'msg_1',
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    ],
  },
}

const [, , name] = process.argv
const peer = name === undefined ? undefined : peers[name]
if (peer) {
  // Each server runs in its own process.
  const server = createServer(peer.listener()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.on('message', () => process.send?.(handled))
  process.send?.((server.address() as AddressInfo).port)
} else {
  await compare()
}

async function compare(): Promise<void> {
  const servers: ChildProcess[] = []
  const measured: Record<string, () => Promise<void>> = {}
  for (const [each, { headers }] of Object.entries(peers)) {
    const server = fork(fileURLToPath(import.meta.url), [each])
    servers.push(server)
    const [port] = await once(server, 'message')
    const heads = headers().map(headOf)
    let sent = 0
    const next = () => `${heads[sent++ % heads.length]}${body}`
    measured[each] = () => send(port, next, requestsPerRound)
  }
  const seconds = await interleave(measured, rounds)
  for (const server of servers) {
    server.send('How many?')
    const [count] = await once(server, 'message')
    expectCount(count, requests)
    server.kill()
  }
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

/** The lines of a request that precede its body. */
function headOf(headers: Headers): string {
  const head = [
    'POST /webhooks HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    ...Object.entries(headers).map(([header, value]) => `${header}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n`
}

/** Sends requests over persistent connections, each after the previous answer. */
async function send(port: number, next: () => string, count: number): Promise<void> {
  const connections = 8
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true)
      await once(socket, 'connect')
      for (let sent = 0; sent < count / connections; sent++) {
        socket.write(next())
        // The answers are so short that each arrives in one piece.
        const [answer] = await once(socket, 'data')
        if (!/^HTTP\/1\.1 20[024]/.test(String(answer))) throw new Error(String(answer))
      }
      socket.destroy()
    }),
  )
}
