// What `npm start` shows: the hub with an embedded database in memory, an example receiver, and every event of the contract on its way
// from one to the other.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
import { createHub, serve } from 'prompt-webhooks-hub'
import { catalogue } from 'prompt-webhooks-hub/catalogue'
import { createHubClient } from 'prompt-webhooks-hub/client'

console.log('Starting the hub with an embedded database in memory (a few seconds) …')
const hub = await createHub({ allow: ['127.0.0.1'] })
const server = await serve(hub, { port: Number(process.env.PORT ?? 8484) }).catch(() =>
  serve(hub, { port: 0 }),
)
const client = createHubClient(server.url)

// The secret is known only when the webhook is created, and the webhook needs the receiver's address.
let receive: ReturnType<typeof toNodeHandler> | undefined
const endpoint = createServer((request, response) => receive?.(request, response))
await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/webhooks`
const { secret } = await client.webhooks.create({ url, description: 'the example receiver of npm start' })

let arrived = 0
const receiver = createReceiver({
  secret,
  scheme: 'both',
  on: {},
  onAny(event, { deliveryId }) {
    arrived++
    console.log(`  ${event.event_type.padEnd(34)} arrived, verified  ${deliveryId}`)
  },
})
receive = toNodeHandler(receiver)

console.log(`Sending ${catalogue.length} events to ${url}:`)
await client.publish(catalogue.map(({ example }) => example))
const deadline = Date.now() + 30_000
while (arrived < catalogue.length && Date.now() < deadline) await sleep(20)
while ((await client.deliveries.list({ state: 'delivered' })).items.length < arrived) await sleep(20)
console.log(`${arrived} of ${catalogue.length} arrived and were verified.`)

if (process.stdout.isTTY) {
  console.log(`\nThe hub is at ${server.url}\nCtrl-C ends it.`)
  await new Promise((resolve) => process.once('SIGINT', resolve))
} else console.log(`The hub was at ${server.url}`)
await server.close()
await hub.close()
endpoint.closeAllConnections()
endpoint.close()
process.exitCode = arrived === catalogue.length ? 0 : 1
