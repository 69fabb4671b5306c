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

/** Starts a server on a port of its own, and gives that. It ends with the test. */
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

/** The port of an HTTP server that answers so. */
export const serveHttp = (listener: RequestListener): Promise<number> => start(createHttpServer(listener))

/** The port of an HTTP server whose answer has no end, and whether its connection was closed. */
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

/** The port of a server that does so with each socket, once a request came over it. */
export const serveSocket = (onRequest: (socket: Socket) => void): Promise<number> =>
  start(createServer((socket) => socket.once('data', () => onRequest(socket))))
