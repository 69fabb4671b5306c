/** What the process tells its caller: 0 all valid, 1 some invalid, 2 some could not be read, or a wrong call. */
export const exitCode = { valid: 0, invalid: 1, failed: 2 } as const

/** Of several outcomes the worst one counts. */
export function raiseExitCode(code: number): void {
  process.exitCode = Math.max(Number(process.exitCode ?? 0), code)
}
