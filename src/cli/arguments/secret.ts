import { type Command, Option } from 'commander'

/** The environment variable that the command reads a secret from. */
export const secretVariable = 'PROMPT_WEBHOOKS_SECRET'

/** `--secret`, or the environment variable: other users of the machine can read command lines. */
export function secretOption(description: string): Option {
  return new Option('--secret <secret>', description).env(secretVariable)
}

/** Calls a function that checks the secret, and ends the command with an error if it throws a `TypeError`. */
export function withSecret<Result>(command: Command, use: () => Result): Result {
  try {
    return use()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // Names what the user set. An option parser would do so too, but prints the value.
    const source = command.getOptionValueSource('secret') === 'env' ? secretVariable : '--secret'
    return command.error(`error: ${error.message.replace(/^secret/, source)}`)
  }
}
