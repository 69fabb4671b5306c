// Creates the folder of the embedded database, in its own process: what that takes, half a gigabyte, a
// process never gives back.
import { isMainThread, Worker } from 'node:worker_threads'

const [, , folder, fsync] = process.argv
if (isMainThread) {
  // Once the process that waits for this one was killed, another one may create the database anew in the same
  // folder. Postgres leaves no turn for events for seconds, so it has a thread.
  const end = () => process.kill(process.pid, 'SIGKILL')
  process.on('disconnect', end)
  if (process.connected === false) end()
  // Otherwise the listener would keep this process from ending by itself.
  process.channel?.unref()
  new Worker(new URL(import.meta.url), { argv: [folder, fsync] }).on('exit', (code) => {
    process.exitCode = code
  })
} else {
  try {
    const { openInstance } = await import('./pglite-instance.js')
    const lite = await openInstance({ folder, fsync: fsync === 'true' })
    await lite.close()
  } catch (error) {
    process.stderr.write(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
