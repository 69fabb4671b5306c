import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readAnnounced } from './announced.js'
import { largestOf } from './bump.js'
import { compareVersions } from './compare.js'
import { missingAnnouncement } from './policy.js'
import { lastReleased, readPackage, releasedFolder, workingFolder } from './released.js'
import { reportOf } from './report.js'
import { readSchemaFiles } from './schema-files.js'
import { UnusableInput } from './unusable-input.js'

// `npm run compat` compares the published schemas with those of the last release. It exits with 1 if the pending
// changesets announce less than the change needs, and with 2 if it cannot compare.
// --base <folder>  compare with the schemas in this folder
// --json           print { required, changes }
const root = process.cwd()
try {
  const { base, json } = readArguments()
  const thisPackage = readPackage(root)
  const folder = base ?? join(releasedFolder, lastReleased(root, thisPackage))
  const version = basename(folder)
  const changes = compareVersions(readSchemaFiles(folder), readSchemaFiles(workingFolder), version)
  const required = largestOf(changes.map((change) => change.class))
  const missing = missingAnnouncement(
    required,
    await readAnnounced(root, thisPackage.name),
    thisPackage.version,
  )
  console.log(json ? JSON.stringify({ required, changes }, null, 2) : reportOf(required, changes, version))
  if (missing !== undefined) {
    console.error(missing)
    process.exitCode = 1
  }
} catch (error) {
  if (!(error instanceof UnusableInput)) throw error
  console.error(error.message)
  process.exitCode = 2
}

function readArguments(): { readonly base?: string; readonly json?: boolean } {
  try {
    return parseArgs({ options: { base: { type: 'string' }, json: { type: 'boolean' } } }).values
  } catch (error) {
    throw new UnusableInput(`${(error as Error).message} Options: --base <folder>, --json.`)
  }
}
