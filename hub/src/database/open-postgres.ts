import { EventEmitter } from 'node:events'
import { Client, Pool } from 'pg'
import type { Logger } from 'pino'
import type { Database } from './database.js'

const reconnectMs = 1000
// A server that hangs refuses nothing, so both limits are ours. In milliseconds: for a free or a new
// connection, which a server that answers gives at once; and for one statement, the longest of which write
// batches of thousands of rows. A connection whose statement takes longer is closed.
const connectTimeoutMs = 10_000
const statementTimeoutMs = 20_000

/**
 * Connects to a Postgres server.
 *
 * @throws {Error} if the server cannot be reached.
 */
export async function openPostgres(url: string, connections: number, logger: Logger): Promise<Database> {
  const timeouts = { connectionTimeoutMillis: connectTimeoutMs, query_timeout: statementTimeoutMs }
  const pool = new Pool({
    ...timeouts,
    connectionString: url,
    max: connections,
    application_name: 'prompt-webhooks-hub',
    pipeline: true,
  })
  // The pool replaces broken connections. Without an error listener, a connection that breaks would end the
  // process.
  pool.on('error', (error) => logger.warn({ err: error }, 'lost a database connection'))
  pool.on('connect', (client) => client.on('error', () => {}))
  const emitter = new EventEmitter().setMaxListeners(0)
  const channels = new Set<string>()
  let listening: Client | undefined
  let closed = false

  // LISTEN needs a dedicated connection. Polling finds whatever is missed while it is down.
  async function connect(): Promise<void> {
    const client = new Client({
      ...timeouts,
      connectionString: url,
      application_name: 'prompt-webhooks-hub listener',
    })
    client.on('notification', ({ channel, payload = '' }) => emitter.emit(channel, payload))
    client.on('error', (error) => logger.warn({ err: error }, 'lost the connection that listens for signals'))
    client.on('end', () => {
      // Also emitted for a connection that was never established.
      if (listening !== client) return
      listening = undefined
      if (!closed) setTimeout(reconnect, reconnectMs).unref()
    })
    await client.connect()
    if (closed) return client.end()
    listening = client
    for (const channel of channels) await client.query(`LISTEN ${channel}`)
  }
  function reconnect(): void {
    if (closed) return
    connect().catch((error) => {
      logger.warn({ err: error }, 'could not reconnect to listen for signals')
      setTimeout(reconnect, reconnectMs).unref()
    })
  }
  try {
    await pool.query('SELECT 1')
    await connect()
  } catch (error) {
    closed = true
    await pool.end()
    throw error
  }

  return {
    kind: 'postgres',
    pool,
    lost: new Promise(() => {}),
    signals: {
      send(channel, payload = '') {
        pool
          .query('SELECT pg_notify($1, $2)', [channel, payload])
          .catch((error) => logger.warn({ err: error }, 'could not send a signal'))
      },
      on(channel, listener) {
        emitter.on(channel, listener)
        if (!channels.has(channel)) {
          channels.add(channel)
          listening?.query(`LISTEN ${channel}`).catch(() => {})
        }
        return () => emitter.off(channel, listener)
      },
    },
    async close() {
      closed = true
      await listening?.end()
      await pool.end()
    },
  }
}
