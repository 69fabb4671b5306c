import { expect, test } from 'vitest'
import { Background } from '../background.js'
import { atEnd, serve } from '../server.js'

test('with --json, the text of a hub cannot steer the terminal', async () => {
  const hub = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    // The error of the parser quotes it.
    response.write('event: start\nid: 7-0\ndata: {}\n\nevent: event\nid: 7-1\ndata: \u001b[31m\u0007\n\n')
  })
  const background = new Background(['listen', '--hub', hub, '--json'])
  atEnd(() => background.end('SIGKILL'))
  await background.until(/(Connection lost)/)
  const { status, stderr } = await background.end('SIGINT')
  expect(status).toBe(0)
  expect(stderr).toContain('\\u001b[31m')
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})
