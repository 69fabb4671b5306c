import { type Command, Option } from 'commander'
import { parseHttpUrl } from '../arguments/http-url.js'
import { secretOption } from '../arguments/secret.js'
import { addHelp } from '../terminal/help-text.js'

/** `prompt-webhooks check`: checks a receiver from outside. */
export function addCheckCommand(program: Command): void {
  const command = program
    .command('check')
    .description('Check from outside what a receiver, in any language, does.')
    .argument('[url]', 'the URL of the receiver', parseHttpUrl)
    .addOption(secretOption('the secret of the receiver'))
    .addOption(
      new Option('--scheme <scheme>', 'whose signatures the receiver verifies')
        .choices(['promptlayer', 'standard-webhooks'])
        .default('promptlayer'),
    )
    .addOption(
      new Option('--only <id>', 'make this check only; can be repeated').argParser(
        (id, before: readonly string[] = []) => [...before, id],
      ),
    )
    .option('--list', 'list the checks, and send nothing')
    .option('--yes', 'do not ask before an address that is not this machine')
    .option('--json', 'report as JSON')
    .option('--junit <file>', 'also write a report in JUnit XML to this file')
    // Imported on demand, so that the other commands do not wait for it.
    .action(async (url, options, command: Command) =>
      (await import('./check.js')).check(url, options, command),
    )
  addHelp(command, {
    notes: `It sends about a hundred events, right and wrong ones, one after another.
The handlers of the receiver run. The events have the user_name
prompt-webhooks-check and ids of 999999999, so that you can recognise them.`,
    exitCodes: {
      0: 'the receiver does everything that it must',
      1: 'it does not, or it cannot be judged',
      2: 'the command was called the wrong way, and nothing was sent',
    },
    examples: [
      'prompt-webhooks check --list',
      'PROMPT_WEBHOOKS_SECRET=… prompt-webhooks check http://localhost:3000/webhooks',
      `PROMPT_WEBHOOKS_SECRET=whsec_… prompt-webhooks check --scheme standard-webhooks \\
      http://localhost:3000/webhooks`,
      `PROMPT_WEBHOOKS_SECRET=… prompt-webhooks check --only signature/key-order \\
      http://localhost:3000/webhooks`,
    ],
  })
}
