// The embedded database, in a thread of its own, speaks as a Postgres server does. A thread starts from a file as it is: this one is no
// TypeScript, so that it also does from the sources.
import { on } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)
const lite = await PGlite.create(workerData)
port.postMessage('ready')

let current = 0
for await (const [written] of on(port, 'message')) {
  if (written === 'close') break
  const { connection, bytes } = written
  // What a connection still sends when the next has begun is nothing to that.
  if (connection < current) continue
  if (connection > current) await begin(connection)
  // The other raw calls keep all that was ever answered.
  await lite.execProtocolRawStream(bytes, {
    onRawData(part) {
      // A part of the database's memory, which cannot be given away.
      const answer = part.slice()
      port.postMessage({ connection, bytes: answer }, [answer.buffer])
    },
  })
}
await lite.close()
port.close()

/**
 * There is one session, and whatever the last connection left open, or prepared, is not for the next.
 * @param {number} connection
 */
async function begin(connection) {
  await lite.exec('ROLLBACK')
  await lite.exec('DISCARD ALL')
  current = connection
}
