// Runs Astro on the site, without telemetry: `npm run docs`, `npm run docs:preview`. Further arguments go to
// Astro, such as `-- --base /docs/`, the path under which the site is served.
import { spawnSync } from 'node:child_process'

const [command = 'build', ...options] = process.argv.slice(2)
// What Astro keeps of an earlier build names styles that are gone.
const afresh = command === 'build' ? ['--force'] : []
const { status } = spawnSync(
  process.execPath,
  ['node_modules/astro/bin/astro.mjs', command, '--root', 'site', ...afresh, ...options],
  { stdio: 'inherit', env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' } },
)
process.exitCode = status ?? 1
