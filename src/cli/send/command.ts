import { type Command, InvalidArgumentError, Option } from 'commander'
import { eventTypeDescription } from '../arguments/event-type.js'
import { parseHttpUrl } from '../arguments/http-url.js'
import { secretOption } from '../arguments/secret-option.js'

/** `prompt-webhooks send`: delivers an event, as a sender would. */
export function addSendCommand(program: Command): void {
  program
    .command('send')
    .description('Send an event to a receiver, signed, and show what it answers.')
    .argument('[type]', `${eventTypeDescription}; not needed with --file`)
    .addOption(
      new Option('--to <url>', 'the receiver, on this machine or elsewhere')
        .argParser(parseHttpUrl)
        .makeOptionMandatory(),
    )
    .addOption(secretOption('the secret to sign with; a random one unless told'))
    .addOption(
      new Option(
        '--set <field=value>',
        'change a field of the event, as often as there are fields',
      ).argParser((assignment, before: readonly string[] = []) => [...before, assignment]),
    )
    .option('--file <file>', 'the event to send, instead of an example; - for standard input')
    .addOption(new Option('--repeat <number>', 'how many to send').default(1).argParser(parseCount))
    .addOption(
      new Option('--rate <number>', 'how many to start a second; one after another unless told').argParser(
        parseRate,
      ),
    )
    .addHelpText(
      'after',
      `
It sends the example of the type, as it happened now: with --repeat each is an event of its own. What comes from a file is
sent as it is, every time. Only sound events are sent, by the contract of emitters.

Exit code: 0 all delivered, 1 some not, 2 a wrong call.

Examples:
  $ prompt-webhooks send prompt_template_created --to http://localhost:4545
  $ PROMPT_WEBHOOKS_SECRET=… prompt-webhooks send prompt_template_label_moved --to http://localhost:3000/webhooks \\
      --set details.prompt_template_name=Hello --set details.prompt_template_version_number=10
  $ prompt-webhooks send --file event.json --to http://localhost:3000/webhooks
  $ prompt-webhooks send prompt_template_deleted --to http://localhost:3000/webhooks --repeat 1000 --rate 50`,
    )
    // Loaded when it is wanted: the other commands should not wait for what sends.
    .action(async (type, options, command: Command) =>
      (await import('./send-events.js')).send(type, options, command),
    )
}

function parseCount(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text))
    throw new InvalidArgumentError('Expected a whole number of at least 1.')
  return Number(text)
}

function parseRate(text: string): number {
  const rate = Number(text)
  if (!(rate > 0 && Number.isFinite(rate))) throw new InvalidArgumentError('Expected a number above 0.')
  return rate
}
