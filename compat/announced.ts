import readChangesets from '@changesets/read'
import { type Bump, largestOf } from './bump.js'
import { UnusableInput } from './unusable-input.js'

/** What the pending changesets announce to the users of a package. */
export interface Announced {
  /** The largest bump. */
  readonly bump: Bump
  /** What those announce that are about the contract. */
  readonly contract: {
    /** The largest bump. */
    readonly bump: Bump
    /** Whether one has a line that starts with "Breaking:". */
    readonly breaking: boolean
  }
}

/** How a changeset about the contract starts: the changelog lists it apart from changes of the code. */
export const contractMark = /^\s*contract:\s*/i

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
  const contract = pending.filter(({ summary }) => contractMark.test(summary))
  return {
    bump: largestOf(pending.map(({ type }) => type)),
    contract: {
      bump: largestOf(contract.map(({ type }) => type)),
      breaking: contract.some(({ summary }) => /^breaking:/im.test(summary)),
    },
  }
}
