import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/**
 * Posts to a receiver exactly these headers and this text, which need not fit each other. Returns the status
 * of the answer, or what happened instead of one.
 *
 * @param then What the client does after that: it waits for the answer, or ends its side of the connection.
 */
export async function rawStatus(
  url: string,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body: string,
  then: 'waits' | 'ends' = 'waits',
): Promise<number | 'closed' | 'no answer'> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const lines = Object.entries({ host: hostname, connection: 'close', ...headers }).flatMap(
    ([name, values]) => [values].flat().map((value) => `${name}: ${value}\r\n`),
  )
  // Header values are bytes, and may be any.
  socket.write(`POST / HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
  socket.write(body)
  if (then === 'ends') socket.end()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    socket.destroy()
  }, 5000)
  // A receiver that closes the connection before it has read all resets it.
  const answer = await text(socket).catch(() => '')
  clearTimeout(timer)
  socket.destroy()
  const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(answer) ?? []
  if (status !== undefined) return Number(status)
  return isLate ? 'no answer' : 'closed'
}

/** A client that has sent the start of a request, and sends no more. */
export async function stalledClient(url: string, start: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const closed = once(socket, 'close')
  socket.on('error', () => {}).resume()
  await new Promise((resolve) => socket.write(start, resolve))
  return { closed, leave: () => socket.destroy() }
}
