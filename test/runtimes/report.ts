import { writePart } from '../support/page-parts.js'
import { runtimesPart, script, table } from './page.js'
import { differences, survey } from './survey.js'

// Runs the suite in every runtime and prints a table. With --write, writes its part of docs/compatibility.md.
const results = await survey()
console.log(table(results))

const faults = [
  ...results.flatMap(({ runtime, failures, missing }) => [
    ...failures.map((failure) => `${runtime.name}: ${failure}`),
    ...(missing === undefined ? [] : [missing]),
  ]),
  ...differences(results),
]
for (const fault of faults) console.error(fault)

if (process.argv.includes('--write')) writePart(script, runtimesPart(results), faults)
if (faults.length > 0) process.exitCode = 1
