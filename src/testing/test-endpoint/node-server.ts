// The parts of Node's types that a test endpoint uses. Importing the real ones would make the package's types
// depend on Node's.

interface NodeSocket {
  destroy(): void
  /** Sends a reset, so that the other side sees more than an end. */
  resetAndDestroy?(): void
}

export interface NodeRequest {
  readonly method?: string
  readonly url?: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly socket: NodeSocket
  on(event: 'data', listener: (chunk: Uint8Array) => void): void
  on(event: 'end', listener: () => void): void
}

export interface NodeResponse {
  writeHead(status: number, headers: Readonly<Record<string, string>>): { end(body?: string): void }
}

interface NodeServer {
  listen(port: number, host: string): void
  once(event: 'listening', listener: () => void): void
  once(event: 'error', listener: (error: Error) => void): void
  address(): { readonly port: number }
  close(closed: () => void): void
  closeAllConnections(): void
}

export interface NodeHttpServer {
  createServer(listener: (request: NodeRequest, response: NodeResponse) => void): NodeServer
}
