#!/usr/bin/env node
import { Command } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { validateCommand } from './validate.js'

// A reader such as `head` closes the pipe when it has enough: no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

await new Command('prompt-webhooks')
  .description('The contract of prompt-template webhook events, on the command line.')
  .version(packageJson.version)
  .addCommand(validateCommand())
  // 2 stands for «could not run» everywhere; commander says 1 for a wrong call.
  .exitOverride()
  .parseAsync()
  .catch((error: { exitCode?: number }) => {
    if (error.exitCode === undefined) throw error
    process.exitCode = error.exitCode && 2
  })
