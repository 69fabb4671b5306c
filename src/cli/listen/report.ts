import type { ReceivedRequest } from './received-request.js'

/** What the start of a report tells about the settings. */
export interface ListenSettings {
  readonly hasSecret: boolean
  readonly forward?: URL
  readonly record?: string
}

/** Reports what `listen` does. */
export interface ListenReport {
  listening(address: string, settings: ListenSettings): void
  received(request: ReceivedRequest): void
  stopped(): void
}
