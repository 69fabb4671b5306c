import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Command } from 'commander'
import { secretOption, secretVariable } from './arguments/secret.js'
import { exitCode, raiseExitCode } from './exit-code.js'
import { explainReadError } from './records/read-records.js'
import { addHelp } from './terminal/help-text.js'
import { marksFor } from './terminal/marks.js'
import { printable } from './terminal/printable.js'
import { styleFor } from './terminal/style.js'
import { wrapped } from './terminal/wrapped.js'

interface ExplainOptions {
  readonly body: string
  readonly signature: string
  readonly secret?: string
  readonly json?: boolean
}

/** `prompt-webhooks explain`: looks for the cause of a signature that does not match. */
export function addExplainCommand(program: Command): void {
  const command = program
    .command('explain')
    .description('Explain why a signature does not match a body and a secret.')
    .requiredOption('--body <file>', 'the body as it was sent; - for standard input')
    .requiredOption('--signature <signature>', 'the value of the X-PromptLayer-Signature header')
    .addOption(secretOption('the secret of the endpoint'))
    .option('--json', 'report as one line of JSON')
    .action(explain)
  addHelp(command, {
    notes: `It tries what usually goes wrong, and names the likeliest cause. It never
prints the secret or the signature that would be right.
Write the body to the file byte by byte: an editor may add a line end.`,
    exitCodes: {
      0: 'the signature is valid',
      1: 'it is not valid',
      2: 'the body could not be read, or the command was called the wrong way',
    },
    examples: [
      'prompt-webhooks explain --body body.json --signature 9a0b… --secret test-secret',
      `PROMPT_WEBHOOKS_SECRET=… prompt-webhooks explain --signature 9a0b… --body - \\
      < body.json`,
    ],
  })
}

async function explain(options: ExplainOptions, command: Command): Promise<void> {
  const { body: file, signature, secret, json } = options
  if (secret === undefined) {
    command.error(`error: no secret; set ${secretVariable}, or --secret`)
  }
  const body = await (file === '-' ? buffer(process.stdin) : readFile(file)).catch((error) =>
    command.error(`error: ${printable(file)}: ${explainReadError(error)}`),
  )
  const { explainSignature } = await import('../signature/index.js')
  const explanation = explainSignature({ body, signature, secret })
  if (!explanation.valid) raiseExitCode(exitCode.invalid)
  if (json) {
    process.stdout.write(`${JSON.stringify(explanation)}\n`)
    return
  }
  const style = styleFor(process.stdout)
  const { success, error } = marksFor(style)
  const lines = explanation.valid
    ? [`${success} The signature is valid.`]
    : [
        `${error} ${style('bold', explanation.code)}`,
        ...wrapped(explanation.message, 2).map((line) => `  ${line}`),
      ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
