import type { Command } from 'commander'
import type { ValidateOptions } from './validate-files.js'

/** `prompt-webhooks validate`: judges files of events, of any size. */
export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .description('Validate events: JSON, JSON arrays and NDJSON, told apart by their content.')
    .argument('[files...]', 'files, folders, globs, or - for standard input')
    .option(
      '--strict',
      'judge by the contract of emitters: refuse unknown keys and types, empty names, ids below 1',
    )
    .option('--json', 'report as one JSON document')
    .addHelpText(
      'after',
      `
Of a folder it reads the .json, .ndjson and .jsonl files, at any depth.
An event of an unknown type is a warning: receivers acknowledge it. With --strict it is an error.

Exit code: 0 all valid, 1 some invalid, 2 some could not be read.

Examples:
  $ prompt-webhooks validate payload.json
  $ prompt-webhooks validate --strict fixtures 'recorded/**/*.ndjson'
  $ prompt-webhooks validate --json events.ndjson | jq '.files[].problems[]'
  $ curl -s https://example.com/events | prompt-webhooks validate -`,
    )
    // Loaded when it is wanted: the other commands should not wait for the validators.
    .action(async (names: string[], options: ValidateOptions, command: Command) =>
      (await import('./validate-files.js')).validate(names, options, command),
    )
}
