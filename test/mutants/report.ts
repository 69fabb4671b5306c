import { corpus } from '../support/corpus.js'
import { survey } from './survivors.js'

// `npm run mutants` lists the changes of the published schemas that the corpus does not notice, and why.
for (const strength of ['tolerant', 'strict'] as const) {
  for (const title of corpus.keys()) {
    const { mutants, survivors } = survey(strength, title)
    console.log(`${strength} ${title}: ${mutants - survivors.length} of ${mutants} mutants noticed`)
    for (const { place, why } of survivors) console.log(`  ${place}: ${why ?? 'NOT NOTICED'}`)
  }
}
