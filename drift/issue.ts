import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { updateIssue } from './update-issue.js'

// The workflow runs this with the exit code of `npm run drift` and the file of its report.
const [exitCode = '', report = '', page = ''] = process.argv.slice(2)
const gh = (args: readonly string[]) => execFileSync('gh', args, { encoding: 'utf8' })
console.log(
  updateIssue({ exitCode: Number.parseInt(exitCode, 10), report: readFileSync(report, 'utf8'), page }, gh),
)
