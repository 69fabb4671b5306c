import { writePart } from '../support/page-parts.js'
import { compatibilityDocument, compatibilityTable, script } from './compatibility.js'
import { survey } from './survey.js'

// Compares the installed validators on the corpus and prints a table. With --write, writes
// docs/compatibility.md.
const { results, missing } = await survey()
console.log(compatibilityTable(results))

for (const { validator, judged } of results) {
  for (const { file, description, verdict } of judged.filter((each) => !each.agrees && !each.optional)) {
    console.error(`${validator.name}: ${file}: ${description}: ${verdict}`)
    process.exitCode = 1
  }
}
if (process.argv.includes('--write')) {
  if (missing.length)
    throw new Error('--write: install all validators first; docs/compatibility.md covers every one')
  writePart(script, compatibilityDocument(results))
}
