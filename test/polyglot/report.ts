import { writeFileSync } from 'node:fs'
import { compatibilityDocument, compatibilityTable } from './compatibility.js'
import { survey } from './survey.js'

// Prints how all validators of this machine fare on the corpus, and with --write writes docs/compatibility.md.
const { results, missing } = await survey()
console.log(compatibilityTable(results))

for (const { validator, judged } of results) {
  for (const { file, description, verdict } of judged.filter((each) => !each.agrees && !each.optional)) {
    console.error(`${validator.name}: ${file}: ${description}: ${verdict}`)
    process.exitCode = 1
  }
}
if (process.argv.includes('--write')) {
  if (missing.length) throw new Error('docs/compatibility.md is written where all validators are')
  writeFileSync('docs/compatibility.md', compatibilityDocument(results))
}
