import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Command } from 'commander'
import { createReceiver, type Receiver, toNodeHandler } from '../../receiver/index.js'
import { forward } from './forward.js'
import { receiveRequest } from './received-request.js'
import { listenJsonReport, listenTextReport } from './report.js'

export interface ListenOptions {
  readonly port: number
  readonly secret?: string
  readonly forward?: URL
  readonly json?: boolean
}

const host = '127.0.0.1'

/** How long requests that are under way may take to end, once the command is to stop: milliseconds. */
const lastWait = 5000

/** Listens until the command is told to stop, and tells of each request. */
export async function listen(options: ListenOptions, command: Command): Promise<void> {
  const { port, secret, forward: target, json } = options
  const receiver = receiverFor(secret, command)
  const report = json ? listenJsonReport() : listenTextReport()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handle = toNodeHandler({
      async receive(delivery) {
        const { result, body, told } = await receiveRequest(receiver, delivery, request, secret !== undefined)
        if (!target || !body || result.status !== 204) {
          report.received(told)
          return result
        }
        const forwarded = await forward(target, request, body, response)
        const status = response.headersSent ? response.statusCode : undefined
        report.received({ ...told, status, forward: forwarded })
        return result
      },
    })
    await handle(request, response)
  }

  const server = createServer(answer).listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    command.error(`error: ${explain(error as NodeJS.ErrnoException, port)}`)
  }
  const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  report.listening(`http://${host}:${(server.address() as AddressInfo).port}`, secret !== undefined, target)

  await stop
  server.close()
  const timer = setTimeout(() => server.closeAllConnections(), lastWait)
  await once(server, 'close')
  clearTimeout(timer)
  report.stopped()
}

function receiverFor(secret: string | undefined, command: Command): Receiver {
  try {
    return createReceiver({ secret: secret ?? null, on: {} })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return command.error(`error: ${error.message}`)
  }
}

function explain({ code }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE')
    return `port ${port} is in use; name another with --port, or 0 for any that is free`
  if (code === 'EACCES') return `port ${port} may not be listened to; name another with --port`
  return `could not listen to port ${port} (${code})`
}
