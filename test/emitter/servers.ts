import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach } from 'vitest'

const servers: Server[] = []
const sockets = new Set<Socket>()

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

/** Starts a server on a free port and returns the port. The server stops when the test ends. */
export async function start(server: Server, host = '127.0.0.1'): Promise<number> {
  servers.push(server)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, host)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** Starts an HTTP server and returns its port. */
export const serveHttp = (listener: RequestListener): Promise<number> => start(createHttpServer(listener))

/**
 * Starts an HTTP server whose answer never ends. `isClosed` tells whether the client has closed the
 * connection.
 */
export async function serveWithoutEnd() {
  let closed = false
  const port = await serveHttp((_, response) => {
    response.on('close', () => {
      closed = true
    })
    const write = () => {
      while (!response.destroyed && response.write(Buffer.alloc(2 ** 14)));
    }
    response.on('drain', write)
    write()
  })
  return { port, isClosed: () => closed }
}

/**
 * Starts a server that calls `onRequest` with each socket when the first bytes arrive, and returns its port.
 */
export const serveSocket = (onRequest: (socket: Socket) => void): Promise<number> =>
  start(createServer((socket) => socket.once('data', () => onRequest(socket))))
