import { type Command, InvalidArgumentError, Option } from 'commander'
import type { SignatureScheme } from '../../receiver/index.js'
import { parseHttpUrl } from '../arguments/http-url.js'
import { secretOption } from '../arguments/secret.js'
import { addHelp } from '../terminal/help-text.js'

/** `prompt-webhooks listen`: shows events as they arrive. */
export function addListenCommand(program: Command): void {
  const command = program
    .command('listen')
    .description('Receive events on this machine and show each one as it arrives.')
    .addOption(
      new Option('--port <number>', 'the port; 0 for any free port').default(4545).argParser(parsePort),
    )
    .addOption(
      new Option('--host <address>', 'the address to listen on').default('127.0.0.1').argParser(parseHost),
    )
    .addOption(secretOption('check signatures with this secret; without it they are not checked'))
    .addOption(
      new Option('--scheme <scheme>', 'which signatures a request must have')
        .choices(['promptlayer', 'standard-webhooks', 'both'] satisfies SignatureScheme[])
        .default('promptlayer' satisfies SignatureScheme),
    )
    .addOption(
      new Option(
        '--forward <url>',
        'send accepted events on to your receiver, and answer as it does',
      ).argParser(parseHttpUrl),
    )
    .addOption(
      new Option('--hub <url>', 'show the events of this hub instead of listening on a port')
        .argParser(parseHttpUrl)
        .conflicts(['port', 'host', 'scheme']),
    )
    .addOption(new Option('--token <token>', 'the token of the hub').env('PROMPT_WEBHOOKS_TOKEN'))
    .option('--record <folder>', 'save each valid event as a file in this folder')
    .option('--json', 'report as NDJSON, one line per request')
    // Imported on demand, so that the other commands do not wait for a server.
    .action(async (options, command: Command) => (await import('./listen.js')).listen(options, command))
  addHelp(command, {
    notes: `It listens on 127.0.0.1, so a sender on another machine needs a tunnel. With
--host 0.0.0.0, every machine on your network can reach it.
It rejects requests with a wrong signature or an invalid event, shows the
reason, and does not forward or record them. Press Ctrl-C to stop.

With --hub it needs no tunnel: it shows what the hub publishes, signs it with a
secret of the session and forwards it. If the connection breaks, it connects
again and resumes where it stopped. The hub shows it as a listener, with your
user name and the name of this machine.`,
    exitCodes: {
      0: 'stopped',
      2: 'it could not listen, the hub refused it, or the call was wrong',
    },
    examples: [
      'prompt-webhooks listen',
      'PROMPT_WEBHOOKS_SECRET=… prompt-webhooks listen --forward http://localhost:3000/webhooks',
      'PROMPT_WEBHOOKS_SECRET=whsec_… prompt-webhooks listen --scheme standard-webhooks',
      'prompt-webhooks listen --hub https://hub.example.com --forward http://localhost:3000/webhooks',
      'prompt-webhooks listen --record test/fixtures',
      'prompt-webhooks listen --port 0 --json | jq .event',
      'prompt-webhooks send prompt_template_created --to http://localhost:4545',
    ],
  })
}

function parseHost(text: string): string {
  // To Node, no name means every address of the machine.
  if (text.trim() === '') throw new InvalidArgumentError('Expected an address, such as 127.0.0.1.')
  return text
}

function parsePort(text: string): number {
  if (!/^[0-9]{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('Expected a port from 0 to 65535.')
  }
  return Number(text)
}
