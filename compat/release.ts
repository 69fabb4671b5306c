import { writeRelease } from './write-release.js'

// `npm run compat:release` writes the folder of the next release in schemas/released. `npm run bump` runs
// it.
try {
  console.log(`${await writeRelease('.')} written`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
