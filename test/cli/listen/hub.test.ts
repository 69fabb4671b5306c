import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type ListenToHubOptions, listenToHub } from '../../../src/cli/listen/listen-to-hub.js'
import { moved } from '../../receiver/signed-request.js'
import { Background } from '../background.js'
import { createFolder } from '../command.js'
import { atEnd, serve } from '../server.js'

vi.mock('node:os', async (importOriginal) => {
  const os = await importOriginal<typeof import('node:os')>()
  return { ...os, hostname: vi.fn(os.hostname) }
})

/** Starts a hub whose stream begins with the start, and goes on with this text. */
const serveHub = (text = '') =>
  serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`event: start\nid: 7-0\ndata: {}\n\n${text}`)
  })

function listen(...args: readonly string[]): Background {
  const background = new Background(['listen', '--hub', ...args])
  atEnd(() => background.end('SIGKILL'))
  return background
}

test('with --json, the text of a hub cannot steer the terminal', async () => {
  // The error of the parser quotes it.
  const hub = await serveHub('event: event\nid: 7-1\ndata: \u001b[31m\u0007\n\n')
  const background = listen(hub, '--json')
  await background.until(/(Connection lost)/)
  const { status, stderr } = await background.end('SIGINT')
  expect(status).toBe(0)
  expect(stderr).toContain('\\u001b[31m')
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})

test('the report counts events, even if none came', async () => {
  const background = listen(await serveHub())
  await background.until(/(Ctrl-C to stop)/)
  const { status, stdout } = await background.end('SIGINT')
  expect(status).toBe(0)
  expect(stdout).toContain('\nStopped. 0 events: 0 accepted, 0 not accepted\n')
})

/** Runs the command in this process, and returns what it reports. */
function listenHere(options: ListenToHubOptions) {
  const before = process.listeners('SIGINT')
  const added = () => process.listeners('SIGINT').filter((each) => !before.includes(each))
  onTestFinished(() => {
    for (const each of added()) process.off('SIGINT', each)
  })
  const [connected, received] = [vi.fn(), vi.fn()]
  const report = { listening() {}, connected, lost() {}, received, stopped() {} }
  return { added, connected, received, stopped: listenToHub(options, report, new Command()) }
}

test('a Ctrl-C that npm passes on still finds a handler', async () => {
  const { added, connected, stopped } = listenHere({ hub: new URL(await serveHub()) })
  await vi.waitFor(() => expect(connected).toHaveBeenCalled())
  process.emit('SIGINT', 'SIGINT')
  await stopped
  expect(added()).toHaveLength(1)
})

const example = JSON.parse(moved)
/** An event of a hub, in its stream. */
const eventMessage = (event: object, id = 'one') =>
  `event: event\nid: 7-1\ndata: ${JSON.stringify({ id, publishedAt: new Date(0).toISOString(), event })}\n\n`

test('the id of an event cannot steer the terminal', async () => {
  const background = listen(await serveHub(eventMessage(example, 'a\u001b[31m\nb')))
  await background.until(/(✓ valid)/)
  const { stdout } = await background.end('SIGINT')
  expect(stdout).toContain(`${example.event_type}  "a\\u001b[31m\\nb"\n`)
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})

test('what it records of a hub is what it forwards, byte by byte', async () => {
  const { folder } = createFolder()
  const bodies: string[] = []
  const receiver = await serve(async (request, response) => {
    bodies.push(await text(request))
    response.writeHead(204).end()
  })
  const background = listen(await serveHub(eventMessage(example)), '--forward', receiver, '--record', folder)
  await background.until(/(forwarded to)/)
  expect((await background.end('SIGINT')).status).toBe(0)
  expect([readFileSync(join(folder, `${example.event_type}.json`), 'utf8')]).toEqual(bodies)
})

test('a receiver whose answer breaks off has not accepted the event', async () => {
  const receiver = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 10 })
    response.write('x', () => response.destroy())
  })
  const background = listen(await serveHub(eventMessage(example)), '--forward', receiver)
  await background.until(/(forwarded to)/)
  const { stdout } = await background.end('SIGINT')
  expect(stdout).toMatch(/✗ forwarded to \S+ 200 OK, connection reset/)
  expect(stdout).toContain('\nStopped. 1 event: 0 accepted, 1 not accepted\n')
})

test('a receiver that switches to another protocol has not answered', async () => {
  const receiver = await serve(({ socket }) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n'),
  )
  const background = listen(await serveHub(eventMessage(example)), '--forward', receiver)
  await background.until(/(forwarded to .*the receiver switched to another protocol)/)
  expect((await background.end('SIGINT')).stdout).toContain('1 event: 0 accepted, 1 not accepted')
})

test('an event that cannot be handled does not end it', async () => {
  const nested = eventMessage(example).replace('"prod"', `"prod","x":${'['.repeat(5e4)}${']'.repeat(5e4)}`)
  const background = listen(await serveHub(nested + eventMessage(example, 'two')))
  await background.until(/(two)/)
  const { status, stdout, stderr } = await background.end('SIGINT')
  expect(status).toBe(0)
  expect(stdout).toContain('Stopped. 1 event: 1 accepted')
  expect(stderr).toMatch(/^error: this is a fault of prompt-webhooks\nRangeError: .*\n +at /)
})

test('a Ctrl-C ends the request to a receiver that does not answer', async () => {
  let asked = 0
  const forward = new URL(await serve(() => asked++))
  const hub = new URL(await serveHub(eventMessage(example)))
  const { received, stopped } = listenHere({ hub, forward })
  await vi.waitFor(() => expect(asked).toBe(1))
  process.emit('SIGINT', 'SIGINT')
  await stopped
  const { error, latencyMs } = received.mock.lastCall?.[0].forward ?? {}
  expect(error).toBe('stopped')
  // And not after the 30 seconds that a receiver may take.
  expect(latencyMs).toBeLessThan(20_000)
})

test('the hub gets a name that it accepts, however long that of the machine is', async () => {
  vi.mocked(hostname).mockReturnValueOnce('x'.repeat(200))
  let name: string | null = null
  const hub = await serve(({ url = '' }, response) => {
    name = new URL(url, 'http://hub/').searchParams.get('name')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('event: start\nid: 7-0\ndata: {}\n\n')
  })
  const { connected, stopped } = listenHere({ hub: new URL(hub) })
  await vi.waitFor(() => expect(connected).toHaveBeenCalled())
  process.emit('SIGINT', 'SIGINT')
  await stopped
  expect(name).toMatch(/x$/)
  expect(name).toHaveLength(100)
})
