import { schemaFiles, survey } from './survey.js'

// `npm run fakes` prints how many of the values are valid that json-schema-faker makes from each published
// schema. The argument is the number of values, 10,000 by default.
const count = Number(process.argv[2] ?? 10_000)
for (const file of schemaFiles) {
  const { made, refused } = survey(file, count)
  console.log(`${file}: ${made - refused.length} of ${made} valid`)
  if (refused.length) {
    console.log(`  refused: ${JSON.stringify(refused[0])}`)
    process.exitCode = 1
  }
}
