import type { Logger } from 'pino'
import type { Database } from '../database/database.js'
import { eraseOldRows } from '../database/erase-old-rows.js'
import { rowsOf } from '../database/rows.js'
import type { SecretBox } from '../secret-box.js'
import { mapHeaders, type StoredHeaders } from './webhook-headers.js'

/**
 * Encrypts secrets and headers that were stored as plain text or under an older key, and erases what the
 * embedded database still holds of them.
 *
 * @throws {Error} if a secret cannot be decrypted.
 */
export async function sealSecrets(database: Database, secrets: SecretBox, logger: Logger): Promise<void> {
  const rows = await rowsOf<StoredSecrets>(
    database.pool,
    'SELECT id, secret, previous_secret AS previous, headers FROM prompt_webhooks.webhook',
  )
  let count = 0
  for (const { id, secret, previous, headers } of rows) {
    secrets.open(secret, id)
    let isStale = false
    const reseal = (stored: string) => {
      if (!secrets.isStale(stored, id)) return stored
      isStale = true
      return secrets.seal(secrets.open(stored, id), id)
    }
    const next = [reseal(secret), previous === null ? null : reseal(previous), mapHeaders(headers, reseal)]
    if (!isStale) continue
    await database.pool.query(
      `UPDATE prompt_webhooks.webhook SET secret = $4, previous_secret = $5, headers = $6
       WHERE id = $1 AND secret = $2 AND headers = $3`,
      [id, secret, headers, ...next],
    )
    count++
  }
  // At every start: webhooks that were removed before there was a key have left their secrets behind.
  if (secrets.encrypts) await eraseOldRows(database, 'prompt_webhooks.webhook')
  if (!count) return
  const places =
    database.kind === 'pglite' ? 'copies of the folder' : 'the log of Postgres, replicas and backups'
  logger.warn(
    { webhooks: count },
    `encrypted stored secrets with the first key. ${places} may still hold them as they were: rotate the secrets if others can read those`,
  )
}

interface StoredSecrets {
  readonly id: string
  readonly secret: string
  readonly previous: string | null
  readonly headers: StoredHeaders
}
