// Prints the resident memory of the built command with the embedded database: idle after the first start and
// after a restart, and after every 20,000 events that it has accepted and delivered. Run with
// `npm run bench:memory --workspace hub`; EVENTS sets how many.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { webhookEventTypes } from 'prompt-webhooks'
import { exampleOf } from 'prompt-webhooks-hub/catalog'
import { createHubClient } from 'prompt-webhooks-hub/client'

const events = Number(process.env.EVENTS ?? 100_000)
const step = 20_000
const batch = Array(500).fill(exampleOf(webhookEventTypes[0]))
const idleMs = 5000
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

const data = mkdtempSync(join(tmpdir(), 'prompt-webhooks-memory-'))
const endpoint = fork(pathOf('endpoint-process.ts'))
const [{ port }] = await once(endpoint, 'message')

const first = await start()
await say('idle after the first start', first.url)
await createHubClient({ url: first.url }).webhooks.create({ url: `http://127.0.0.1:${port}/` })
await stop(first.command)

const { command, url } = await start()
await say('idle after a restart', url)
const hub = createHubClient({ url })
for (let published = 0; published < events; ) {
  const until = Math.min(published + step, events)
  for (; published < until; published += batch.length) await hub.publish(batch)
  while ((await metric(url, 'prompt_webhooks_deliveries_waiting')) > 0) await sleep(100)
  await say(`idle after ${published} events`, url)
}
await stop(command)
endpoint.kill()
rmSync(data, { recursive: true })

async function start(): Promise<{ command: ChildProcess; url: string }> {
  const args = [pathOf('../bin/prompt-webhooks-hub.js'), 'serve', '--port', '0', '--data', data]
  const command = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  // Reads all of it, one line for each attempt: what nobody reads would stay in the memory of the command.
  createInterface({ input: command.stdout }).on('line', (line) => {
    const [, url] = /"url":"([^"]+)"/.exec(line) ?? []
    if (url !== undefined) resolve(url)
  })
  command.once('exit', () => reject(new Error('The hub does not start')))
  return { command, url: await promise }
}

async function stop(command: ChildProcess): Promise<void> {
  command.kill('SIGTERM')
  await once(command, 'exit')
}

/** Prints the memory of the whole process, the database in it included, some time after it became idle. */
async function say(when: string, url: string): Promise<void> {
  await sleep(idleMs)
  const [resident, heap] = await Promise.all([
    metric(url, 'process_resident_memory_bytes'),
    metric(url, 'nodejs_heap_size_used_bytes'),
  ])
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
  console.log(`  ${when.padEnd(30)} ${mebibytes(resident)}, of which JavaScript ${mebibytes(heap)}`)
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(new URL('metrics', url))).text()
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
}
