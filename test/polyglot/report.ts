import { writePart } from '../support/page-parts.js'
import { compatibilityDocument, compatibilityTable, script } from './compatibility.js'
import { survey } from './survey.js'

// Compares the installed validators on the corpus and prints a table. With --write, writes
// docs/compatibility.md.
const { results, missing } = await survey()
console.log(compatibilityTable(results))

const faults = results.flatMap(({ validator, judged }) =>
  judged
    .filter((each) => !each.agrees && !each.optional)
    .map(({ file, description, verdict }) => `${validator.name}: ${file}: ${description}: ${verdict}`),
)
for (const fault of faults) console.error(fault)

if (process.argv.includes('--write')) {
  const absent = missing.map(({ name }) => `${name} is missing`)
  for (const each of absent) console.error(each)
  writePart(script, compatibilityDocument(results), [...faults, ...absent])
}
if (faults.length > 0) process.exitCode = 1
