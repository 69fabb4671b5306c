#!/usr/bin/env node
// Committed, because npm links a command only if its file exists at the time of the installation, and `dist`
// comes later in a fresh clone.
try {
  await import('../dist/cli.js')
} catch (error) {
  // Looked at after a failure only: a short call mostly waits for its start.
  const { existsSync } = await import('node:fs')
  if (existsSync(new URL('../dist/cli.js', import.meta.url))) throw error
  process.stderr.write('prompt-webhooks: it is not built yet. Run `npm run build` in the repository\n')
  process.exitCode = 2
}
