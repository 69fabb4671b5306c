/** A program on another machine that follows the events, such as `prompt-webhooks listen --hub`. */
export interface Listener {
  /** A UUID. The same each time that it connects. */
  readonly id: string
  /** What it calls itself, usually a user and a machine. */
  readonly name: string
  /** When it first connected. */
  readonly since: Date
  /** When it was last connected. Renewed every 15 seconds. */
  readonly seenAt: Date
}

/** Knows who listens, in all processes. */
export interface Listeners {
  /** Lists those that are connected, the first one first. */
  list(): Promise<Listener[]>
  /**
   * Notes that a listener is connected. Call it again every 15 seconds.
   *
   * @param connection a UUID for this connection.
   */
  greet(listener: Pick<Listener, 'id' | 'name'>, connection: string): Promise<void>
  /** Notes that a connection has ended, unless the listener has another one by now. */
  leave(id: string, connection: string): Promise<void>
}
