// Prints the Debian packages of the tools that tests need and this machine lacks, one per line.
// It runs before `npm ci`, so it uses Node alone.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const file = new URL('../test/support/tools.json', import.meta.url)
const missing = Object.values(JSON.parse(readFileSync(file, 'utf8'))).filter(
  ({ probe }) => spawnSync('sh', ['-c', probe]).status !== 0,
)
for (const name of new Set(missing.flatMap(({ packages }) => packages))) process.stdout.write(`${name}\n`)
