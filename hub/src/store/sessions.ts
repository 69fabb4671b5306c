import type { Pool } from 'pg'
import { rowsOf } from '../database/rows.js'
import type { Sessions } from '../sessions.js'

/** Reads and writes ended sessions in the database. */
export class SessionStore implements Sessions {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async end(id: string, expiresAt: Date): Promise<void> {
    await this.#pool.query(
      'INSERT INTO prompt_webhooks.ended_session (id, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [id, expiresAt],
    )
  }

  async hasEnded(id: string): Promise<boolean> {
    const rows = await rowsOf(this.#pool, 'SELECT FROM prompt_webhooks.ended_session WHERE id = $1', [id])
    return rows.length > 0
  }
}
