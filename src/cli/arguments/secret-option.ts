import { Option } from 'commander'

/** `--secret`, or the variable: what stands in a call, others on the machine can read. */
export function secretOption(description: string): Option {
  return new Option('--secret <secret>', description).env('PROMPT_WEBHOOKS_SECRET')
}
