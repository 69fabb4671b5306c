import { major } from 'semver'
import type { Announced } from './announced.js'
import { type Bump, largestOf } from './bump.js'

/**
 * Says what is missing, or returns nothing if the changesets announce a change as docs/versioning.md asks.
 */
export function missingAnnouncement(
  required: Bump,
  { contract }: Announced,
  version: string,
): string | undefined {
  // In 0.x, npm's ranges treat a minor version as breaking. Most releases are minor there, so a breaking
  // change has to be named as well.
  const isUnstable = major(version) === 0
  const needed = isUnstable && required === 'major' ? 'minor' : required
  if (largestOf([needed, contract.bump]) !== contract.bump)
    return `The change needs a ${needed} changeset that starts with "Contract:", and the pending ones announce ${contract.bump}. Run \`npx changeset\`.`
  if (isUnstable && required === 'major' && !contract.breaking)
    return 'The change is breaking. Undo it, or start a line of that changeset with "Breaking:" and tell users what to do.'
  return undefined
}
