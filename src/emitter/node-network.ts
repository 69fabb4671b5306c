import { builtinModule } from '../runtime/builtin-module.js'
import { globals, type WebUrl } from '../runtime/globals.js'

// The parts of Node's types that the emitter uses. Importing the real ones would make the package's types
// depend on Node's.

export interface NodeSocket {
  readonly connecting: boolean
  readonly bytesRead: number
  readonly remoteAddress?: string | undefined
  once(event: 'connect' | 'secureConnect', listener: () => void): void
}

export interface NodeIncomingMessage {
  readonly statusCode: number
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[]
  on(event: 'data', listener: (chunk: Uint8Array) => void): void
}

export interface NodeClientRequest {
  on(event: 'socket', listener: (socket: NodeSocket) => void): void
  on(event: 'response', listener: (response: NodeIncomingMessage) => void): void
  on(event: 'error', listener: (error: unknown) => void): void
  on(event: 'close', listener: () => void): void
  end(body: string): void
  destroy(error?: Error): void
}

export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

export type NodeLookup = (
  hostname: string,
  options: { readonly all?: boolean | undefined },
  callback: (error: Error | null, address?: string | ResolvedAddress[], family?: number) => void,
) => void

export interface NodeHttp {
  readonly Agent: new (options: { keepAlive: boolean; timeout: number }) => object
  request(
    url: WebUrl,
    options: {
      readonly method: 'POST'
      readonly headers: Readonly<Record<string, string>>
      readonly agent: object | false
      readonly lookup: NodeLookup
    },
  ): NodeClientRequest
}

interface NodeDns {
  lookup(hostname: string, options: { readonly all: true }): Promise<{ readonly address: string }[]>
}

/** The modules of Node that make connections. */
export interface NodeNetwork {
  readonly http: NodeHttp
  readonly https: NodeHttp
  readonly dns: NodeDns
}

// The first versions whose `node:http` connects to the address that `lookup` gives, shows the socket before
// it writes, and compares the certificate with the host name. Older ones, and Workers, have modules with
// these names too, but resolve the name again, or compare the certificate with the address.
const firstWithSockets: Readonly<Record<string, readonly [major: number, minor: number]>> = {
  'Node.js': [0, 0],
  Bun: [1, 4],
  Deno: [2, 9],
}

/** Returns the modules, or `undefined` where the runtime does not give access to the socket. */
export function nodeNetwork(): NodeNetwork | undefined {
  if (!givesSockets(globals.navigator?.userAgent)) return undefined
  const http = builtinModule<NodeHttp>('node:http')
  const https = builtinModule<NodeHttp>('node:https')
  const dns = builtinModule<NodeDns>('node:dns/promises')
  return http && https && dns && { http, https, dns }
}

/** @param userAgent For example `Bun/1.4.5`. Node 20 has none. */
function givesSockets(userAgent = 'Node.js/20'): boolean {
  const [, name = '', major, minor = 0] = /^([^/]*)[/](\d+)(?:[.](\d+))?/.exec(userAgent) ?? []
  const first = Object.hasOwn(firstWithSockets, name) ? firstWithSockets[name] : undefined
  if (!first) return false
  return Number(major) === first[0] ? Number(minor) >= first[1] : Number(major) > first[0]
}
