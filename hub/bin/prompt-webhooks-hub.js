#!/usr/bin/env node
// Committed, because npm links a command only if its file exists at the time of the installation, and `dist`
// comes later in a fresh clone.
import { existsSync } from 'node:fs'

const main = new URL('../dist/cli/main.js', import.meta.url)
if (existsSync(main)) await import(main.href)
else {
  process.stderr.write('prompt-webhooks-hub: it is not built yet. Run `npm run build` in the repository\n')
  process.exitCode = 1
}
