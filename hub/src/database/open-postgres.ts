import { EventEmitter } from 'node:events'
import { Client, Pool } from 'pg'
import type { Logger } from 'pino'
import type { Database } from './database.js'

const reconnectMs = 1000

/** @throws {Error} if the server does not answer. */
export async function openPostgres(url: string, connections: number, logger: Logger): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    application_name: 'prompt-webhooks-hub',
    pipeline: true,
  })
  // The pool makes another for one that breaks. In use it also fails the statement, but unheard its event would end the process.
  pool.on('error', (error) => logger.warn({ err: error }, 'a database connection broke'))
  pool.on('connect', (client) => client.on('error', () => {}))
  await pool.query('SELECT 1').catch(async (error) => {
    await pool.end()
    throw error
  })

  const emitter = new EventEmitter().setMaxListeners(0)
  const channels = new Set<string>()
  let listening: Client | undefined
  let closed = false

  // LISTEN needs a connection of its own that stays. What is missed while it is broken is found by who looks now and then.
  async function connect(): Promise<void> {
    const client = new Client({ connectionString: url, application_name: 'prompt-webhooks-hub listener' })
    client.on('notification', ({ channel, payload = '' }) => emitter.emit(channel, payload))
    client.on('error', (error) => logger.warn({ err: error }, 'the listening connection broke'))
    client.on('end', () => {
      // One that was never made ends too.
      if (listening !== client) return
      listening = undefined
      if (!closed) setTimeout(reconnect, reconnectMs).unref()
    })
    await client.connect()
    listening = client
    for (const channel of channels) await client.query(`LISTEN ${channel}`)
  }
  function reconnect(): void {
    if (closed) return
    connect().catch((error) => {
      logger.warn({ err: error }, 'the listening connection cannot be made')
      setTimeout(reconnect, reconnectMs).unref()
    })
  }
  await connect()

  return {
    kind: 'postgres',
    pool,
    signals: {
      send(channel, payload = '') {
        pool
          .query('SELECT pg_notify($1, $2)', [channel, payload])
          .catch((error) => logger.warn({ err: error }, 'a signal was not sent'))
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
