import { once } from 'node:events'
import { connect } from 'node:net'
import { Command } from 'commander'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { listen as listenInProcess } from '../../../src/cli/listen/listen.js'
import { moved } from '../../receiver/signed-request.js'
import { run } from '../command.js'
import { serve, untilNothingHappens } from '../server.js'
import { listen, post } from './listener.js'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Opens a request that never ends. */
async function openRequest(url: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{')
  // The request is open once another one, sent after it, has been answered.
  expect((await fetch(url)).status).toBe(405)
  return socket
}

// Only Linux has more than one loopback address by default.
test.skipIf(process.platform !== 'linux')('it listens on 127.0.0.1 only', async () => {
  const { url } = await listen()
  const socket = connect(Number(new URL(url).port), '127.0.0.2')
  await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

describe('stopping', () => {
  test('waits for open requests', async () => {
    let answer: (() => void) | undefined
    const forwardTo = await serve((_, response) => {
      answer = () => response.end('done')
    })
    const { url, background } = await listen(['--forward', forwardTo])
    const response = post(url, moved)
    await expect.poll(() => answer).toBeDefined()
    const end = background.end('SIGINT')
    // This connects without sending: a request that arrives before the signal would wait for its answer too.
    const port = Number(new URL(url).port)
    const isRefused = () =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(false)).on('error', () => resolve(true))
        socket.unref().end()
      })
    await expect.poll(isRefused).toBe(true)
    answer?.()
    expect(await response).toEqual({ status: 200, body: 'done' })
    expect(await end).toMatchObject({ status: 0, stdout: expect.stringMatching(/1 request: 1 accepted/) })
  })

  test('waits five seconds for requests that do not end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    let isStopped = false
    const stopped = listenInProcess(
      { port: 0, host: '127.0.0.1', scheme: 'promptlayer', json: true },
      new Command(),
    ).then(() => {
      isStopped = true
    })
    await vi.waitFor(() => expect(written).toHaveBeenCalled())
    const [, url = ''] = /Listening on (\S+)/.exec(String(written.mock.lastCall?.[0])) ?? []
    const reported = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const socket = await openRequest(url)
    process.emit('SIGINT')
    await untilNothingHappens()
    vi.advanceTimersByTime(4999)
    await untilNothingHappens()
    expect(isStopped).toBe(false)
    vi.advanceTimersByTime(1)
    await stopped
    await untilNothingHappens()
    expect(reported).toHaveBeenCalled()
    socket.destroy()
  })

  test('a second Ctrl-C ends at once', async () => {
    const { url, background } = await listen()
    const socket = await openRequest(url)
    const first = background.end('SIGINT')
    let hasEnded = false
    first.then(() => {
      hasEnded = true
    })
    const isListening = () =>
      fetch(url).then(
        () => true,
        () => false,
      )
    await expect.poll(isListening).toBe(false)
    // One that comes at once is the first one again, which npm passes on.
    await expect
      .poll(() => {
        if (!hasEnded) background.end('SIGINT')
        return hasEnded
      })
      .toBe(true)
    expect((await first).stdout).not.toContain('Stopped')
    socket.destroy()
  })
})

describe('a wrong call: exit code 2, and the reason', () => {
  test.each([
    [['--port', '65536'], /--port.*'65536'.*from 0 to 65535/],
    [['--port', 'a'], /--port.*from 0 to 65535/],
    [['--port', '-1'], /--port/],
    [['--forward', 'localhost:3000'], /--forward.*expected an http or https URL/i],
    [['--forward', 'ftp://localhost/'], /--forward.*expected an http or https URL/i],
    [['--forward', 'http://a:b@localhost/'], /--forward.*without credentials/],
    [['--forward', 'http://a@localhost/'], /--forward.*without credentials/],
    [['--secret', ''], /--secret: empty/],
    [['--secret', ' a'], /--secret: .*white space/],
    [['--hub', 'http://127.0.0.1:1/', '--secret', ' a'], /--secret: .*white space/],
    [['--prot', '1'], /Did you mean --port\?/],
    [['--host', ''], /--host.*Expected an address/],
    ...[
      ['--port', '0'],
      ['--host', '127.0.0.1'],
      ['--scheme', 'both'],
    ].map((option): [string[], RegExp] => [
      ['--hub', 'http://127.0.0.1:1/', ...option],
      new RegExp(`'--hub <url>' cannot be used with option '${option[0]}`),
    ]),
  ])('%j', (args, stderr) => {
    expect(run(['listen', ...args])).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(stderr) })
  })

  test('a port that is in use', async () => {
    const port = new URL(await serve(() => {})).port
    const stderr = expect.stringMatching(new RegExp(`^error: port ${port} is in use.*--port`))
    expect(run(['listen', '--port', port])).toEqual({ status: 2, stdout: '', stderr })
  })
})
