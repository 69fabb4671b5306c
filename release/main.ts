import { runSteps } from './run-steps.js'
import { selectSteps } from './select-steps.js'
import { steps } from './steps.js'

// `npm run release:check` looks whether everything is there that a release needs, and says in one line for
// each step what to do next. It exits with 1 if something is missing, and with 2 if it does not know a step.
// <step> …       only these steps
// --skip <step>  all but this one; may be repeated
try {
  const selected = selectSteps(steps, process.argv.slice(2))
  const print = (line: string) => console.log(line)
  const isReady = await runSteps(selected, { root: '.', print, now: () => performance.now() })
  if (!isReady) process.exitCode = 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
