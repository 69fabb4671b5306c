import type { Command } from 'commander'
import { addHelp } from '../terminal/help-text.js'
import type { ValidateOptions } from './validate-files.js'

/** `prompt-webhooks validate`: checks the events in files of any size. */
export function addValidateCommand(program: Command): void {
  const command = program
    .command('validate')
    .description('Check events in JSON or NDJSON files against the contract.')
    .argument('[files...]', 'files, folders or globs; - (the default) for standard input')
    .option(
      '--strict',
      'use the contract for senders: reject unknown fields and types, empty names, ids below 1',
    )
    .option('--json', 'report as one JSON document')
    // Imported on demand, so that the other commands do not wait for the validators.
    .action(async (names: string[], options: ValidateOptions, command: Command) =>
      (await import('./validate-files.js')).validate(names, options, command),
    )
  addHelp(command, {
    notes: `A file can hold one JSON value, several in a row, an array of events, or NDJSON.
In a folder, it reads the .json, .ndjson and .jsonl files at any depth. It skips
node_modules and hidden files and folders, such as .git.

An event of an unknown type is a warning, because receivers accept it.
With --strict it is an error.`,
    exitCodes: {
      0: 'all events are valid or of an unknown type',
      1: 'some events are invalid, or a file has no event',
      2: 'some files could not be read, or the command was called the wrong way',
    },
    examples: [
      'prompt-webhooks validate payload.json',
      "prompt-webhooks validate --strict fixtures 'recorded/**/*.ndjson'",
      "prompt-webhooks validate --json events.ndjson | jq '.files[].problems[]'",
      'curl -s https://example.com/events | prompt-webhooks validate -',
    ],
  })
}
