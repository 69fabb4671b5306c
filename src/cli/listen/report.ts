import type { ReceivedRequest } from './received-request.js'

/** What the start of a report tells about the settings. */
export interface ListenSettings {
  readonly hasSecret: boolean
  readonly forward?: URL
  readonly record?: string
}

/** What the start of a report about a hub tells about the settings. */
export interface HubSettings {
  readonly forward: URL | undefined
  readonly record: string | undefined
  /** The secret of this session. Absent if the user has given one. */
  readonly secret?: string
}

/** Reports what `listen` does. */
export interface ListenReport {
  listening(address: string, settings: ListenSettings): void
  /** Called each time that a hub answers. */
  connected(hub: string, settings: HubSettings): void
  /** Called when a hub no longer answers. */
  lost(reason: string): void
  received(request: ReceivedRequest): void
  stopped(): void
}
