// A process of the crash test: it publishes, delivers, or both, until it is killed. It prints `ready` and
// what was accepted.
import { webhookEventTypes } from 'prompt-webhooks'
import { createHub } from 'prompt-webhooks-hub'
import { exampleOf } from 'prompt-webhooks-hub/catalog'

const { CRASH_DATABASE_URL: databaseUrl, CRASH_FOLDER: dataFolder, CRASH_WORK, CRASH_PUBLISH } = process.env
const hub = await createHub({
  databaseUrl,
  dataFolder,
  work: CRASH_WORK === 'true',
  allow: ['127.0.0.1'],
  timeoutMs: 1000,
  retryDelay: () => 100,
  restSeconds: { first: 0.2, max: 0.5 },
})
console.log('ready')
if (CRASH_PUBLISH !== undefined) {
  const [from, to] = CRASH_PUBLISH.split('-').map(Number) as [number, number]
  const example = exampleOf(webhookEventTypes[0])
  for (let number = from; number <= to; number++) {
    const event = { ...example, user_id: number }
    const { deliveryIds } = await hub.publish(event, { idempotencyKey: `event ${number}` })
    console.log(`accepted ${number} ${deliveryIds.join(' ')}`)
  }
  console.log('published')
}
