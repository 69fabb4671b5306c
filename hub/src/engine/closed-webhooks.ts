import type { Pool } from 'pg'
import { rowsOf } from '../database/rows.js'

// Milliseconds for which this process leaves a webhook to others whose secret it cannot decrypt. Random, or
// it might always be the first to take a delivery again.
const undecryptableMs = { min: 1000, max: 5000 }

/** The webhooks whose deliveries this process does not take for now. */
export class ClosedWebhooks {
  readonly #pool: Pool
  // Until when, in milliseconds since the epoch.
  readonly #undecryptable = new Map<string, number>()

  constructor(pool: Pool) {
    this.#pool = pool
  }

  addUndecryptable(webhookId: string): void {
    const { min, max } = undecryptableMs
    this.#undecryptable.set(webhookId, Date.now() + min + Math.random() * (max - min))
  }

  /**
   * Returns the webhooks that rest, that a person paused, or whose secret this process cannot decrypt, and
   * those of `heldIds` that were disabled or removed. Asks the database each time, so that whatever closes or
   * opens a webhook, in any process, takes effect at once.
   */
  async read(heldIds: readonly string[]): Promise<Set<string>> {
    const rows = await rowsOf<{ id: string }>(
      this.#pool,
      `SELECT id FROM prompt_webhooks.webhook WHERE paused OR resting_until > now()
       UNION ALL SELECT held FROM unnest($1::uuid[]) AS held
       WHERE NOT EXISTS (SELECT FROM prompt_webhooks.webhook WHERE id = held AND enabled)`,
      [heldIds],
    )
    const now = Date.now()
    for (const [id, until] of this.#undecryptable) if (until <= now) this.#undecryptable.delete(id)
    return new Set([...rows.map(({ id }) => id), ...this.#undecryptable.keys()])
  }
}
