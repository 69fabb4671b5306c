import { type Command, InvalidArgumentError, Option } from 'commander'
import { eventTypeDescription } from '../arguments/event-type.js'
import { parseHttpUrl } from '../arguments/http-url.js'
import { secretOption } from '../arguments/secret.js'
import { addHelp } from '../terminal/help-text.js'

/** `prompt-webhooks send`: delivers events to a receiver. */
export function addSendCommand(program: Command): void {
  const command = program
    .command('send')
    .description('Send a signed event to a receiver and show its response.')
    .argument('[type]', `${eventTypeDescription}; optional with --file`)
    .addOption(
      new Option('--to <url>', 'the URL of the receiver').argParser(parseHttpUrl).makeOptionMandatory(),
    )
    .addOption(secretOption('sign with this secret instead of a random one'))
    .addOption(
      new Option('--set <field=value>', 'change a field of the event; can be repeated').argParser(
        (assignment, before: readonly string[] = []) => [...before, assignment],
      ),
    )
    .addOption(
      new Option(
        '--invalid <name>',
        'send an event that is wrong on purpose; a wrong name lists them',
      ).conflicts(['set', 'file', 'repeat', 'rate']),
    )
    .option('--file <file>', 'send the event in this file, or - for standard input')
    .addOption(new Option('--repeat <number>', 'how many events to send').default(1).argParser(parseCount))
    .addOption(
      new Option(
        '--rate <number>',
        'how many events to start per second (default: one after another)',
      ).argParser(parseRate),
    )
    // Imported on demand, so that the other commands do not wait for the emitter.
    .action(async (type, options, command: Command) =>
      (await import('./send-events.js')).send(type, options, command),
    )
  addHelp(command, {
    notes: `It sends the example of the event type, with the current time. With --repeat,
each event has its own time. An event from a file is sent as it is.
A secret that starts with whsec_ signs for receivers of Standard Webhooks too.
The event must be valid under the strict contract, except with --invalid: then
the receiver is expected to refuse it with a status from 400 to 499.`,
    exitCodes: {
      0: 'all events were delivered; with --invalid: the event was refused',
      1: 'some events were not delivered; with --invalid: it was not refused',
      2: 'the command was called the wrong way, and nothing was sent',
    },
    examples: [
      'prompt-webhooks send prompt_template_created --to http://localhost:4545',
      `PROMPT_WEBHOOKS_SECRET=… prompt-webhooks send prompt_template_label_moved \\
      --to http://localhost:3000/webhooks --set details.prompt_template_name=Hello`,
      `prompt-webhooks send prompt_template_deleted --invalid 'user_id is missing' \\
      --to http://localhost:3000/webhooks`,
      'prompt-webhooks send --file event.json --to http://localhost:3000/webhooks',
      `prompt-webhooks send prompt_template_deleted --to http://localhost:3000/webhooks \\
      --repeat 1000 --rate 50`,
    ],
  })
}

function parseCount(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) {
    throw new InvalidArgumentError('Expected a whole number from 1 to 999999999.')
  }
  return Number(text)
}

function parseRate(text: string): number {
  const rate = Number(text)
  if (!(rate > 0 && Number.isFinite(rate))) throw new InvalidArgumentError('Expected a number above 0.')
  return rate
}
