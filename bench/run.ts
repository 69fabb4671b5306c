// Runs benchmarks one after the other: `node --import tsx bench/run.ts growth command --write`.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const [names, options] = [false, true].map((isOption) =>
  process.argv.slice(2).filter((word) => word.startsWith('--') === isOption),
)
for (const name of names ?? []) {
  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', script, ...(options ?? [])],
    {
      stdio: 'inherit',
    },
  )
  if (status !== 0) throw new Error(`${name} ended with ${status}`)
}
