import { output, withProgram } from './programs.js'

/** Whether to run what needs Python. */
export const withPython = withProgram(['python3', '--version'])

/** What a Python script prints. */
export function python(args: readonly string[], input = ''): string {
  return output(['python3', ...args], input)
}
