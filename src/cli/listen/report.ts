import type { ReceivedRequest } from './received-request.js'

/** Reports what `listen` does. */
export interface ListenReport {
  listening(address: string, hasSecret: boolean, forward?: URL): void
  received(request: ReceivedRequest): void
  stopped(): void
}
