// Creates the folder of the embedded database, in a process of its own: what that takes, half a gigabyte, a
// process never gives back.
import { openInstance } from './pglite-instance.js'

try {
  const lite = await openInstance({ folder: process.argv[2], fsync: process.argv[3] === 'true' })
  await lite.close()
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
