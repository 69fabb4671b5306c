import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Command } from 'commander'
import { createReceiver, toNodeHandler } from '../../receiver/index.js'
import { withSecret } from '../arguments/secret.js'
import { forward } from './forward.js'
import { jsonReport } from './json-report.js'
import { receiveRequest } from './received-request.js'
import { textReport } from './text-report.js'

export interface ListenOptions {
  readonly port: number
  readonly secret?: string
  readonly forward?: URL
  readonly json?: boolean
}

const host = '127.0.0.1'

/** How long open requests may take to end after the command is asked to stop. */
const stopTimeoutMs = 5000

/** Receives and reports requests until the process gets SIGINT or SIGTERM. */
export async function listen(options: ListenOptions, command: Command): Promise<void> {
  const { port, secret, forward: target, json } = options
  const receiver = withSecret(command, () => createReceiver({ secret: secret ?? null, on: {} }))
  const report = json ? jsonReport() : textReport()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handle = toNodeHandler({
      async receive(delivery) {
        const { result, body, received } = await receiveRequest(
          receiver,
          delivery,
          request,
          secret !== undefined,
        )
        if (!target || !body || result.status !== 204) {
          report.received(received)
          return result
        }
        const forwarded = await forward(target, request, body, response)
        const status = response.headersSent ? response.statusCode : undefined
        report.received({ ...received, status, forward: forwarded })
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
  const timer = setTimeout(() => server.closeAllConnections(), stopTimeoutMs)
  await once(server, 'close')
  clearTimeout(timer)
  report.stopped()
}

function explain({ code }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE') {
    return `port ${port} is in use; choose another with --port, or 0 for any free port`
  }
  if (code === 'EACCES') return `no permission to listen on port ${port}; choose another with --port`
  return `cannot listen on port ${port} (${code})`
}
