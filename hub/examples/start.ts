// The program behind `npm start`: a hub with an embedded database in memory, an example receiver, and one
// delivery of every event type of the contract.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
import { createHub, serve } from 'prompt-webhooks-hub'
import { catalog } from 'prompt-webhooks-hub/catalog'
import { createHubClient } from 'prompt-webhooks-hub/client'

console.log('Starting the hub with an embedded database in memory (takes a few seconds)…')
const hub = await createHub({ allow: ['127.0.0.1'] })
const server = await serve(hub, { port: Number(process.env.PORT ?? 8484) }).catch(() =>
  serve(hub, { port: 0 }),
)
const client = createHubClient({ url: server.url })

// The webhook needs the receiver's URL, and the receiver needs the webhook's secret, so the receiver is
// completed last.
let receive: ReturnType<typeof toNodeHandler> | undefined
const endpoint = createServer((request, response) => receive?.(request, response))
await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/webhooks`
const { secret } = await client.webhooks.create({ url, description: 'The example receiver of npm start' })

const width = Math.max(...catalog.map(({ type }) => type.length))
/** The ids of the deliveries. The hub repeats one whose answer it did not get. */
const arrived = new Set<string>()
const receiver = createReceiver({
  secret,
  scheme: 'both',
  on: {},
  onAny(event, { deliveryId }) {
    arrived.add(deliveryId)
    console.log(`  ${event.event_type.padEnd(width)} received and verified  ${deliveryId}`)
  },
})
receive = toNodeHandler(receiver)

console.log(`Sending ${catalog.length} events to ${url}:`)
await client.publish(catalog.map(({ example }) => example))
const deadline = Date.now() + 30_000
while (arrived.size < catalog.length && Date.now() < deadline) await sleep(20)
const countDelivered = async () => (await client.deliveries.list({ state: 'delivered' })).items.length
let delivered = await countDelivered()
while (delivered < arrived.size && Date.now() < deadline) {
  await sleep(20)
  delivered = await countDelivered()
}
console.log(`${arrived.size} of ${catalog.length} events received and verified.`)
if (delivered < arrived.size) console.log(`The hub has recorded ${delivered} of them as delivered.`)

if (process.stdout.isTTY) {
  console.log(`\nThe hub is running at ${server.url}\nPress Ctrl+C to stop it.`)
  await new Promise((resolve) => process.once('SIGINT', resolve))
} else console.log(`The hub ran at ${server.url}`)
await server.close()
await hub.close()
endpoint.closeAllConnections()
endpoint.close()
process.exitCode = delivered === catalog.length ? 0 : 1
