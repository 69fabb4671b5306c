// The thread of the embedded database. It speaks the Postgres wire protocol. It is JavaScript, not
// TypeScript, because a worker thread loads this file directly, also when the hub runs from its sources.
import { on } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { openInstance } from './pglite-instance.js'

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)
/** @type {string | undefined} */
let reason
const lite = await openInstance({
  ...workerData,
  onFatal(words) {
    reason ??= words
  },
  onDiskFull: () => port.postMessage('disk full'),
})
port.postMessage('ready')

let current = 0
for await (const [written] of on(port, 'message')) {
  if (written === 'close') break
  const { connection, bytes } = written
  // Ignores what an old connection still sends after a new one has begun.
  if (connection < current) continue
  if (connection > current) await begin(connection)
  // PGlite's other raw calls keep every answer in memory.
  await lite.execProtocolRawStream(bytes, {
    onRawData(part) {
      // `part` is a view of the database's memory, which cannot be transferred.
      const answer = part.slice()
      port.postMessage({ connection, bytes: answer }, [answer.buffer])
    },
  })
  // What is in memory is not to be trusted any more. The next thread recovers from what is on the disk.
  if (reason !== undefined) throw new Error(reason)
}
await lite.close()
port.close()

/**
 * Resets the single session, so that a new connection does not see open transactions or prepared statements
 * of the last.
 * @param {number} connection
 */
async function begin(connection) {
  await lite.exec('ROLLBACK')
  await lite.exec('DISCARD ALL')
  current = connection
}
