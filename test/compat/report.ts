import { judgeMutations, verdictPage } from './verdicts.js'

// `npm run compat:proof` breaks the published schemas in many ways and prints what `npm run compat` says to
// each.
console.log(verdictPage(judgeMutations()))
