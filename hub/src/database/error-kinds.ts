// States of SQL: the server shuts down, starts, has no connection left, has become a read-only replica, or
// another transaction holds what a statement needs.
const states = /^(08...|57P0[1-5]|53300|25006|55P03)$/
// What fails when the server cannot be reached.
const systemCalls = new Set(['connect', 'getaddrinfo', 'read', 'write'])
// `pg` and the embedded database have no code for these.
const messages =
  /^(Connection terminated|Client (has encountered|was closed)|timeout e|Query read timeout|Cannot use a pool after|The embedded database has stopped)/

/** Whether an error says that the database does not answer now, rather than that a statement is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // A name with several addresses: one error per address.
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException
  return states.test(code) || systemCalls.has(syscall) || messages.test(error.message)
}

/** The code of Postgres for a lock that another transaction held for too long. */
export const lockNotAvailable = '55P03'

/** The code of Postgres for a disk without space. */
export const diskFull = '53100'

/** Whether a statement failed because the database's disk is full. It may succeed once there is space. */
export function isDiskFull(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === diskFull
}
