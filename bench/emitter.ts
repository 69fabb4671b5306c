import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createEmitter, createEvent, deliver } from 'prompt-webhooks/emitter'
import { interleave, median } from './interleave.js'
import { report, spread, table } from './performance-page.js'

const concurrency = 8
const allow = ['127.0.0.1']
const details = {
  prompt_template_id: 12,
  prompt_template_name: 'Hello',
  prompt_template_version_number: 9,
  old_prompt_template_version_number: 8,
  prompt_template_label: 'prod',
}
const event = createEvent('prompt_template_label_moved', details, { userId: 1, workspaceId: 1 })

// The server runs in its own process, reads the body and answers 204.
const [, self = '', role] = process.argv
if (role === 'server') {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(204).end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  process.send?.((server.address() as AddressInfo).port)
} else {
  const server = fork(self || fileURLToPath(import.meta.url), ['server'])
  const [port] = await once(server, 'message')
  const url = `http://127.0.0.1:${port}/webhooks`
  report('emitter', [...(await measureSpeed(url)), '', await measureMemory(url)])
  server.kill()
}

/** Sends `count` requests in concurrent loops. Each loop sends one request after another. */
async function inLoops(count: number, send: () => Promise<boolean>): Promise<void> {
  const loop = async () => {
    for (let sent = 0; sent < count / concurrency; sent++)
      if (!(await send())) throw new Error('an event was not delivered')
  }
  await Promise.all(Array.from({ length: concurrency }, loop))
}

async function measureSpeed(url: string): Promise<string[]> {
  const rounds = 30
  const perRound = 2000
  const endpoint = { url, secret: ['test-secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] }
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  }
  const peers: Record<string, () => Promise<void>> = {
    fetch: () =>
      inLoops(perRound, async () => {
        const response = await fetch(url, request)
        await response.arrayBuffer()
        return response.ok
      }),
    deliver: () =>
      inLoops(perRound, async () => (await deliver(event, endpoint, { allow })).outcome === 'delivered'),
    emitter: async () => {
      let delivered = 0
      const onDelivery = ({ state }: { state: string }) => state === 'delivered' && delivered++
      const emitter = createEmitter({ endpoints: [endpoint], allow, concurrency, onDelivery })
      for (let sent = 0; sent < perRound; sent++) emitter.emit(event)
      await emitter.close()
      if (delivered !== perRound) throw new Error('some events were not delivered')
    },
  }
  const seconds = await interleave(peers, rounds)
  const yardstick = seconds.fetch ?? []
  return [
    `${perRound} events a round, ${concurrency} at a time, ${rounds} rounds:`,
    '',
    ...table(
      ['', 'rate, of `fetch`', 'events a second'],
      Object.entries(seconds).map(([name, each]) => [
        `\`${name}\``,
        spread(each.map((value, round) => (yardstick[round] ?? Number.NaN) / value)),
        Math.round(perRound / median(each)).toLocaleString('en'),
      ]),
    ),
  ]
}

async function measureMemory(url: string): Promise<string> {
  const used = () => {
    globalThis.gc?.()
    return process.memoryUsage().heapUsed / 1024
  }
  const send = (count: number) =>
    inLoops(
      count,
      async () => (await deliver(event, { url, secret: 'test-secret' }, { allow })).outcome === 'delivered',
    )
  await send(10_000)
  const before = used()
  await send(100_000)
  const growth = Math.max(used() - before, 0).toFixed(0)

  const pending = 10_000
  const emitter = createEmitter({ endpoints: [{ url: 'http://127.0.0.1:1/', secret: 'test-secret' }], allow })
  const empty = used()
  for (let count = 0; count < pending; count++) emitter.emit(event)
  const each = (used() - empty) / pending
  await emitter.close({ signal: AbortSignal.abort() })
  return `The heap grows by ${growth} KiB over 100,000 deliveries. A pending delivery takes ${each.toFixed(1)} KiB.`
}
