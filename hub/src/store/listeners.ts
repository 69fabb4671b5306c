import type { Pool } from 'pg'
import { rowsOf } from '../database/rows.js'
import type { Listener, Listeners } from '../listener.js'

// Without a sign of life for this long, its process has crashed. Two may be late.
const lostAfterSeconds = 45

/** Reads and writes listeners in the database. */
export class ListenerStore implements Listeners {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async list(): Promise<Listener[]> {
    return rowsOf<Listener>(
      this.#pool,
      `SELECT id, name, since, seen_at AS "seenAt" FROM prompt_webhooks.listener
       WHERE connected AND seen_at > now() - $1 * interval '1 second' ORDER BY since, id`,
      [lostAfterSeconds],
    )
  }

  async greet({ id, name }: Pick<Listener, 'id' | 'name'>, connection: string): Promise<void> {
    await this.#pool.query(
      `INSERT INTO prompt_webhooks.listener (id, name, connection) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET name = $2, connection = $3, connected = true, seen_at = now()`,
      [id, name, connection],
    )
  }

  async leave(id: string, connection: string): Promise<void> {
    await this.#pool.query(
      'UPDATE prompt_webhooks.listener SET connected = false WHERE id = $1 AND connection = $2',
      [id, connection],
    )
  }
}
