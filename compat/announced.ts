import readChangesets from '@changesets/read'
import { type Bump, largestOf } from './bump.js'
import { UnusableInput } from './unusable-input.js'

/** What the pending changesets announce to the users of a package. */
export interface Announced {
  /** The largest bump. */
  readonly bump: Bump
  /** Whether a changeset has a line that starts with "Breaking:". */
  readonly breaking: boolean
}

/**
 * Reads what the changesets in `.changeset/` announce for a package.
 *
 * @throws {UnusableInput} if the folder is missing, or one of them cannot be read.
 */
export async function readAnnounced(root: string, packageName: string): Promise<Announced> {
  const changesets = await readChangesets(root).catch((error: Error) => {
    throw new UnusableInput(`The changesets cannot be read: ${error.message}`)
  })
  const pending = changesets.flatMap(({ summary, releases }) =>
    releases.filter(({ name }) => name === packageName).map(({ type }) => ({ summary, type })),
  )
  return {
    bump: largestOf(pending.map(({ type }) => type)),
    breaking: pending.some(({ summary }) => /^breaking:/im.test(summary)),
  }
}
