import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type Receiver, toNodeHandler } from '../../src/receiver/index.js'

/** What can go wrong with a request, before or after it reaches the receiver. */
export const faults = [
  'unavailable',
  'try later',
  'too many',
  'redirect',
  'reset at once',
  'reset in the answer',
  'no answer',
  'slow answer',
  'handled, then an error',
  'handled, then a reset',
  'handled, then no answer',
] as const
export type Fault = (typeof faults)[number]

type Listener = (request: IncomingMessage, response: ServerResponse) => void

const failWith: Readonly<Record<Fault, Listener>> = {
  unavailable: (_, response) => response.writeHead(500).end(),
  'try later': (_, response) => response.writeHead(503, { 'retry-after': '0' }).end(),
  'too many': (_, response) => response.writeHead(429).end('x'.repeat(100_000)),
  redirect: ({ headers }, response) => response.writeHead(307, { location: `http://${headers.host}/` }).end(),
  'reset at once': ({ socket }) => socket.resetAndDestroy(),
  'reset in the answer': ({ socket }) => {
    socket.write('HTTP/1.1 20')
    setImmediate(() => socket.resetAndDestroy())
  },
  'no answer': () => {},
  'slow answer': ({ socket }) => {
    const drip = setInterval(() => socket.write('H'), 5)
    socket.on('close', () => clearInterval(drip))
  },
  'handled, then an error': (_, response) => response.writeHead(502).end(),
  'handled, then a reset': ({ socket }) => socket.resetAndDestroy(),
  'handled, then no answer': () => {},
}

/**
 * Creates a server for a receiver in which requests go wrong. `nextFault` is called for each request: it
 * returns the fault, `gone` to answer 410, or `undefined` to let the request through.
 */
export function faultyEndpoint(receiver: Receiver, nextFault: () => Fault | 'gone' | undefined) {
  const handle = toNodeHandler(receiver)
  return createServer(async (request, response) => {
    const fault = nextFault()
    if (fault === undefined) return void handle(request, response)
    if (fault === 'gone') return void response.writeHead(410).end()
    // The receiver handles the event, but the sender does not get the answer.
    if (fault.startsWith('handled')) {
      await receiver.receive({ body: await buffer(request), headers: request.headers })
    }
    failWith[fault](request, response)
  })
}
