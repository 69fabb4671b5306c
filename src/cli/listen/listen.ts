import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Command } from 'commander'
import { createReceiver, type SignatureScheme, toNodeHandler } from '../../receiver/index.js'
import { withSecret } from '../arguments/secret.js'
import { reportFault } from '../fault.js'
import { interruption } from '../interruption.js'
import { printable } from '../terminal/printable.js'
import { forward } from './forward.js'
import { jsonReport } from './json-report.js'
import { receiveRequest } from './received-request.js'
import { openRecording } from './recording.js'
import { textReport } from './text-report.js'

export interface ListenOptions {
  readonly port: number
  readonly host: string
  readonly secret?: string
  readonly scheme: SignatureScheme
  readonly forward?: URL
  readonly record?: string
  readonly json?: boolean
  readonly hub?: URL
  readonly token?: string
}

/** How long open requests may take to end after the command is asked to stop. */
const stopTimeoutMs = 5000

/** Receives and reports requests until the process gets SIGINT or SIGTERM. */
export async function listen(options: ListenOptions, command: Command): Promise<void> {
  const { port, host, secret, scheme, forward: target, record, json, hub } = options
  if (hub) {
    const { listenToHub } = await import('./listen-to-hub.js')
    return listenToHub({ ...options, hub }, json ? jsonReport() : textReport('event'), command)
  }
  const receiver = withSecret(command, () =>
    createReceiver({ secret: secret ?? null, scheme, on: {}, onRefused: null }),
  )
  const report = json ? jsonReport() : textReport('request')
  const recording = await openRecording(record, command)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handle = toNodeHandler({
      async receive(delivery) {
        const { result, body, received } = await receiveRequest(receiver, delivery, request, {
          secret,
          scheme,
        })
        const accepted = result.status === 204 ? body : undefined
        const recorded =
          recording && accepted && received.verdict === 'valid' && 'event' in result
            ? await recording.save(result.event.event_type, accepted)
            : undefined
        const reported = recorded ? { ...received, record: recorded } : received
        if (!target || !accepted) {
          report.received(reported)
          return result
        }
        const forwarded = await forward(target, request, accepted, response)
        const status = response.headersSent ? response.statusCode : undefined
        report.received({ ...reported, status, forward: forwarded })
        return result
      },
    })
    await handle(request, response)
  }

  // A connection can break before its request is reported.
  const unreported = new Set<Promise<void>>()
  const server = createServer((request, response) => {
    const answered = answer(request, response)
      // One request must not end the command, whatever is in it.
      .catch((error) => {
        reportFault(error)
        if (!response.headersSent) response.writeHead(500).end()
      })
      .finally(() => unreported.delete(answered))
    unreported.add(answered)
  }).listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    command.error(`error: ${explain(error as NodeJS.ErrnoException, host, port)}`)
  }
  const stop = once(interruption(), 'abort')
  report.listening(addressOf(server.address() as AddressInfo), {
    ...options,
    hasSecret: secret !== undefined,
  })

  await stop
  server.close()
  const timer = setTimeout(() => server.closeAllConnections(), stopTimeoutMs)
  await once(server, 'close')
  clearTimeout(timer)
  await Promise.all(unreported)
  report.stopped()
}

function addressOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function explain({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `port ${port} is in use; choose another with --port, or 0 for any free port`
  }
  if (code === 'EACCES') return `no permission to listen on port ${port}; choose another with --port`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `--host: ${printable(host)} is not an address of this machine`
  }
  return `cannot listen on port ${port} (${code})`
}
