// Loaded into all threads and processes of the hub: appends a line to the file that FSYNC_RECORD names for
// each call that waits for the disk.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { fsyncSync } = fs
fs.fsyncSync = (descriptor) => {
  fs.appendFileSync(process.env.FSYNC_RECORD ?? '', '\n')
  fsyncSync(descriptor)
}
syncBuiltinESMExports()
