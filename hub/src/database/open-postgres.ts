import { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import { Client, Pool } from 'pg'
import type { Logger } from 'pino'
import type { Database } from './database.js'

const reconnectMs = 1000
// Milliseconds between two checks whether the connection that listens still works. A network can drop an idle
// one without a sign.
const checkMs = 30_000
// A server that hangs refuses nothing, so both limits are ours. In milliseconds: for a free or a new
// connection, which a server that answers gives at once; and for one statement, the longest of which write
// batches of thousands of rows. A connection whose statement takes longer is closed.
const connectTimeoutMs = 10_000
const statementTimeoutMs = 20_000

interface Listening {
  readonly client: Client
  readonly socket: Socket
}

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
  let listening: Listening | undefined
  let closed = false

  // LISTEN needs a dedicated connection. Polling finds whatever is missed while it is down.
  async function connect(): Promise<void> {
    const socket = new Socket()
    const client = new Client({
      ...timeouts,
      connectionString: url,
      application_name: 'prompt-webhooks-hub listener',
      stream: () => socket,
    })
    client.on('notification', ({ channel, payload = '' }) => emitter.emit(channel, payload))
    client.on('error', (error) => logger.warn({ err: error }, 'lost the connection that listens for signals'))
    client.on('end', () => {
      // Also emitted for a connection that was never established.
      if (listening?.client !== client) return
      listening = undefined
      if (!closed) setTimeout(reconnect, reconnectMs).unref()
    })
    try {
      await client.connect()
      for (const channel of channels) await client.query(`LISTEN ${channel}`)
    } catch (error) {
      end({ client, socket })
      throw error
    }
    if (closed) end({ client, socket })
    else listening = { client, socket }
  }
  function reconnect(): void {
    if (closed) return
    connect().catch((error) => {
      logger.warn({ err: error }, 'could not reconnect to listen for signals')
      setTimeout(reconnect, reconnectMs).unref()
    })
  }
  const checking = setInterval(() => {
    const { client, socket } = listening ?? {}
    client?.query('SELECT 1').catch(() => socket?.destroy())
  }, checkMs).unref()
  try {
    await pool.query('SELECT 1')
    await connect()
  } catch (error) {
    closed = true
    clearInterval(checking)
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
          listening?.client.query(`LISTEN ${channel}`).catch(() => {})
        }
        return () => emitter.off(channel, listener)
      },
    },
    async close() {
      closed = true
      clearInterval(checking)
      if (listening) end(listening)
      await pool.end()
    },
  }
}

/** Ends a connection without waiting for its server, which may hang. */
function end({ client, socket }: Listening): void {
  client.end().catch(() => {})
  socket.destroySoon()
}
