import readChangesets from '@changesets/read'
import { type Bump, largestOf } from './bump.js'

/** What the pending changesets announce to the users of a package. */
export interface Announced {
  /** The largest bump. */
  readonly bump: Bump
  /** Whether a changeset has a line that starts with "Breaking:". */
  readonly breaking: boolean
}

/** Reads what the changesets in `.changeset/` announce for a package. */
export async function readAnnounced(folder: string, packageName: string): Promise<Announced> {
  const pending = (await readChangesets(folder)).flatMap(({ summary, releases }) =>
    releases.filter(({ name }) => name === packageName).map(({ type }) => ({ summary, type })),
  )
  return {
    bump: largestOf(pending.map(({ type }) => type)),
    breaking: pending.some(({ summary }) => /^breaking:/im.test(summary)),
  }
}
