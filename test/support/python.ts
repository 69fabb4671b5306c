import { output } from './programs.js'

/** What a Python script prints. */
export function python(args: readonly string[], input = ''): string {
  return output(['python3', ...args], input)
}
