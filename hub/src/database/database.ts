import type { Pool } from 'pg'

// Not declared yet.
declare module 'pg' {
  interface ClientConfig {
    /** Statements are sent without waiting for the one before. */
    pipeline?: boolean
  }
}

/** Messages to every process on the same database. Best effort: who needs certainty looks for itself, now and then. */
export interface Signals {
  send(channel: string, payload?: string): void
  /** Gives what ends it. */
  on(channel: string, listener: (payload: string) => void): () => void
}

/** A Postgres, embedded or not, through one and the same client. */
export interface Database {
  readonly kind: 'postgres' | 'pglite'
  /** With PGlite it holds one connection: whoever has it must not ask for another. */
  readonly pool: Pool
  readonly signals: Signals
  close(): Promise<void>
}
