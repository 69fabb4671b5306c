import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createReceiver, toNodeHandler } from '../dist/receiver/index.js'
import { signPayload } from '../dist/signature/index.js'
import { median } from './interleave.js'

// Each server runs in its own process, reads the body and answers 204. One of them runs a receiver.
const secret = 'test-secret'
const listeners: Record<string, () => RequestListener> = {
  bare: () => (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      if (Buffer.concat(chunks).length === 0) response.statusCode = 400
      else response.statusCode = 204
      response.end()
    })
  },
  receiver: () => toNodeHandler(createReceiver({ secret, on: { prompt_template_label_moved: () => {} } })),
}

const [, self = '', name] = process.argv
const listener = name && listeners[name]
if (listener) {
  const server = createServer(listener()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.send?.((server.address() as AddressInfo).port)
} else {
  const rounds = 30
  const requestsPerRound = 4000
  const servers: Record<string, ChildProcess> = {}
  const ports: Record<string, number> = {}
  for (const each of Object.keys(listeners)) {
    const server = fork(self || fileURLToPath(import.meta.url), [each])
    servers[each] = server
    ports[each] = (await once(server, 'message'))[0]
  }
  const perSecond: Record<string, number[]> = { bare: [], receiver: [] }
  for (let round = -3; round < rounds; round++) {
    // The order alternates, so that no server always runs first.
    const order = round % 2 ? ['bare', 'receiver'] : ['receiver', 'bare']
    for (const each of order) {
      const seconds = await send(ports[each] ?? 0, requestsPerRound)
      if (round >= 0) perSecond[each]?.push(requestsPerRound / seconds)
    }
  }
  for (const server of Object.values(servers)) server.kill()
  const ratios = (perSecond.receiver ?? []).map((each, round) => each / (perSecond.bare?.[round] ?? 1))
  console.log(
    `${requestsPerRound} requests per round over 8 persistent connections, medians of ${rounds} rounds`,
  )
  for (const [each, values] of Object.entries(perSecond)) {
    console.log(`  ${each.padEnd(8)} ${median(values).toFixed(0).padStart(6)} requests per second`)
  }
  console.log(`  the receiver reaches ${median(ratios).toFixed(3)} of the rate of a bare handler`)
}

/** Sends requests over persistent connections, each after the previous answer, and returns the seconds. */
async function send(port: number, count: number): Promise<number> {
  const connections = 8
  const body = readFileSync('examples/payloads/prompt_template_label_moved.json', 'utf8')
  const head = [
    'POST /webhooks HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    `x-promptlayer-signature: ${signPayload(body, secret)}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  const request = `${head.join('\r\n')}\r\n\r\n${body}`
  const start = process.hrtime.bigint()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true)
      await once(socket, 'connect')
      for (let sent = 0; sent < count / connections; sent++) {
        socket.write(request)
        // A 204 has no body, so the answer arrives in one piece.
        const [answer] = await once(socket, 'data')
        if (!String(answer).startsWith('HTTP/1.1 204')) throw new Error(String(answer))
      }
      socket.destroy()
    }),
  )
  return Number(process.hrtime.bigint() - start) / 1e9
}
