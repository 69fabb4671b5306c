// Loaded into the thread of the embedded database: while the file `full` exists next to its folder, nothing
// that makes a file longer finds space. It writes within files as before, as a full disk does.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'

const flag = join(workerData.folder, '..', 'full')
const { writeSync } = fs
fs.writeSync = (/** @type {any[]} */ ...args) => {
  const [descriptor, , , length, position] = args
  if (fs.existsSync(flag) && position + length > fs.fstatSync(descriptor).size) {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 })
  }
  return Reflect.apply(writeSync, fs, args)
}
syncBuiltinESMExports()
