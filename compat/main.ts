import { parseArgs } from 'node:util'
import { check } from './check.js'
import { reportOf } from './report.js'
import { UnusableInput } from './unusable-input.js'

// `npm run compat` compares the published schemas with those of the last release. It exits with 1 if the
// pending changesets announce less than the change needs, and with 2 if it cannot compare.
// --base <folder>  compare with the schemas in this folder
// --json           print { required, changes }
try {
  const { base, json } = readArguments()
  const { required, changes, version, missing } = await check('.', base)
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
