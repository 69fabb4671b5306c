#!/usr/bin/env node
import { packageVersion } from '../runtime/package-version.js'
import { exitCode } from './exit-code.js'
import { reportFault } from './fault.js'

// Node would show a line of the built file, and exit with 1, which means that an event is invalid.
process.on('uncaughtException', (error) => {
  reportFault(error)
  process.exit(exitCode.failed)
})

// A reader such as `head` closes the pipe when it has read enough. That is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
// There are still results to write, and an exit code to return, when nobody reads the messages.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const [argument, ...others] = process.argv.slice(2)
// The library that reads arguments takes longer to load than the version to print.
if (others.length === 0 && (argument === '--version' || argument === '-V')) console.log(packageVersion)
else {
  const { runProgram } = await import('./program.js')
  await runProgram()
}
