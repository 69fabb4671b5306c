import type { Pool } from 'pg'

// @types/pg does not declare these options yet.
declare module 'pg' {
  interface ClientConfig {
    /** Sends each statement without waiting for the result of the one before. */
    pipeline?: boolean
  }
  interface QueryConfig {
    /** Milliseconds for this statement. */
    query_timeout?: number
  }
}

/** Messages to every process on the same database. Best effort: a receiver must also poll to be certain. */
export interface Signals {
  /** Sends without waiting. A failure is logged. */
  send(channel: string, payload?: string): void
  /** Returns a function that ends the subscription. */
  on(channel: string, listener: (payload: string) => void): () => void
}

/** A Postgres database, embedded or on a server. Both use the same client. */
export interface Database {
  readonly kind: 'postgres' | 'pglite'
  /** With PGlite it has a single connection: code that holds it must not ask for another one. */
  readonly pool: Pool
  readonly signals: Signals
  /** Resolves with the reason if the database is gone for good. A server may always come back. */
  readonly lost: Promise<Error>
  close(): Promise<void>
}
