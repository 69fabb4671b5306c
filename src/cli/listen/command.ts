import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseHttpUrl } from '../arguments/http-url.js'
import { secretOption } from '../arguments/secret-option.js'

/** `prompt-webhooks listen`: shows the events that arrive. */
export function addListenCommand(program: Command): void {
  program
    .command('listen')
    .description(
      'Listen for events on this machine, show each as it arrives, and answer as a receiver would.',
    )
    .addOption(
      new Option('--port <number>', 'the port; 0 for any that is free').default(4545).argParser(parsePort),
    )
    .addOption(secretOption('the secret to check signatures with; without one they are not checked'))
    .addOption(
      new Option(
        '--forward <url>',
        'send what is right on to your receiver, unchanged, and answer as it does',
      ).argParser(parseHttpUrl),
    )
    .option('--json', 'report as NDJSON: a line for each request')
    .addHelpText(
      'after',
      `
It listens on 127.0.0.1: to be reached by a sender elsewhere it needs a tunnel.
What is wrong (no JSON, no sound event, not signed) is shown with the reason, refused, and not forwarded.
Ctrl-C stops it.

Exit code: 0 when it was stopped, 2 if it could not listen.

Examples:
  $ prompt-webhooks listen
  $ PROMPT_WEBHOOKS_SECRET=… prompt-webhooks listen --forward http://localhost:3000/webhooks
  $ prompt-webhooks listen --port 0 --json | jq .event
  $ prompt-webhooks send prompt_template_created --to http://localhost:4545`,
    )
    // Loaded when it is wanted: the other commands should not wait for a server.
    .action(async (options, command: Command) => (await import('./server.js')).listen(options, command))
}

function parsePort(text: string): number {
  if (!/^[0-9]{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('Expected a port, from 0 to 65535.')
  }
  return Number(text)
}
