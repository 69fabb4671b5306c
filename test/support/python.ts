import { output } from './programs.js'

/** Runs Python with this input and returns what it prints. */
export function python(args: readonly string[], input = ''): string {
  return output(['python3', ...args], input)
}
