import { basename, join } from 'node:path'
import { readAnnounced } from './announced.js'
import { type Bump, largestOf } from './bump.js'
import type { Change } from './change.js'
import { compareVersions } from './compare.js'
import { missingAnnouncement } from './policy.js'
import { lastReleased, readPackage, releasedFolder, workingFolder } from './released.js'
import { readSchemaFiles } from './schema-files.js'

/** How the working schemas of a project differ from the last released ones. */
export interface Check {
  /** The version that they are compared with. */
  readonly version: string
  /** The class of the largest change. */
  readonly required: Bump
  readonly changes: readonly Change[]
  /** What the pending changesets fail to announce. */
  readonly missing: string | undefined
}

/**
 * Compares the published schemas of the project in `root` with those of its last release, or of the folder
 * `base`.
 *
 * @throws {UnusableInput} if they cannot be compared.
 */
export async function check(root: string, base?: string): Promise<Check> {
  const thisPackage = readPackage(root)
  const folder = base ?? join(root, releasedFolder, lastReleased(root, thisPackage))
  const version = basename(folder)
  const working = readSchemaFiles(join(root, workingFolder))
  const changes = compareVersions(readSchemaFiles(folder), working, version)
  const required = largestOf(changes.map((change) => change.class))
  const announced = await readAnnounced(root, thisPackage.name)
  return {
    version,
    required,
    changes,
    missing: missingAnnouncement(required, announced, thisPackage.version),
  }
}
