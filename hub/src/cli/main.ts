import { setFlagsFromString } from 'node:v8'
import { nodeProblem } from '../node-version.js'

// Before anything is loaded that an older Node cannot run.
const problem = nodeProblem()
if (problem) fail(problem)

// Percent by which the heap may grow between two collections. V8's own default is several times as much: it
// took 60 MiB more under load and made nothing faster.
setFlagsFromString('--heap-growing-percent=50')

const { createProgram } = await import('./program.js')

await createProgram()
  .parseAsync()
  .catch((error: Error) => {
    // A failed connection to a name with several addresses has one error per address.
    const [first = error] = error instanceof AggregateError ? error.errors : []
    fail(first.message)
  })

function fail(message: string): never {
  process.stderr.write(`prompt-webhooks-hub: ${message}\n`)
  process.exit(1)
}
