import { output, withProgram } from './programs.js'

/** Tells whether to run the tests that need Python. */
export const withPython = withProgram(['python3', '--version'])

/** Runs Python with this input and returns what it prints. */
export function python(args: readonly string[], input = ''): string {
  return output(['python3', ...args], input)
}
