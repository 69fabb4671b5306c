import { Command } from 'commander'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listenToHub } from '../../../src/cli/listen/listen-to-hub.js'
import { Background } from '../background.js'
import { atEnd, serve } from '../server.js'

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

test('a Ctrl-C that npm passes on still finds a handler', async () => {
  const before = process.listeners('SIGINT')
  const added = () => process.listeners('SIGINT').filter((each) => !before.includes(each))
  onTestFinished(() => {
    for (const each of added()) process.off('SIGINT', each)
  })
  const connected = vi.fn()
  const report = { listening() {}, connected, lost() {}, received() {}, stopped() {} }
  const stopped = listenToHub({ hub: new URL(await serveHub()) }, report, new Command())
  await vi.waitFor(() => expect(connected).toHaveBeenCalled())
  process.emit('SIGINT', 'SIGINT')
  await stopped
  expect(added()).toHaveLength(1)
})
