import { diskFull } from './error-kinds.js'

// "The server cannot take connections now", as Postgres answers while it starts or recovers.
const cannotConnectNow = '57P03'

/** The embedded database does not run at the moment. */
export class StoppedDatabaseError extends Error {
  override readonly name = 'StoppedDatabaseError'
  /** The code that Postgres gives the error. */
  readonly code: string

  constructor(reason: string) {
    super(`The embedded database has stopped: ${reason}`)
    this.code = reason.includes('No space left on device') ? diskFull : cannotConnectNow
  }
}
