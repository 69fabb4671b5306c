/**
 * The exit codes of the command. `valid`: all events are valid or delivered. `invalid`: some are not.
 * `failed`: some input could not be read, the command was called the wrong way, or it has a fault.
 */
export const exitCode = { valid: 0, invalid: 1, failed: 2 } as const

/** Sets the exit code, unless a higher one is set already: of several outcomes the worst one counts. */
export function raiseExitCode(code: number): void {
  process.exitCode = Math.max(Number(process.exitCode ?? 0), code)
}
