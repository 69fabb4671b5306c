import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lte, rsort, valid } from 'semver'
import { UnusableInput } from './unusable-input.js'

/** The published schemas of the working version. */
export const workingFolder = 'schemas/v1'

/** The folder that holds the published schemas of each release. */
export const releasedFolder = 'schemas/released'

/** The part of `package.json` that names a release. */
export interface PackageVersion {
  readonly name: string
  readonly version: string
}

/** Reads the name and the version of the package in a folder. */
export function readPackage(root: string): PackageVersion {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
}

/**
 * Returns the version to compare with: the last release. The folder of a version that is still to be
 * released counts only before the first release.
 *
 * @throws {UnusableInput} if nothing was released.
 */
export function lastReleased(root: string, { version }: PackageVersion): string {
  const versions = rsort(foldersIn(join(root, releasedFolder)).filter((name) => valid(name)))
  const last = versions.find((each) => lte(each, version)) ?? versions[0]
  if (last === undefined)
    throw new UnusableInput(
      `${releasedFolder} has no version. Restore it, or run \`npm run compat:release\`.`,
    )
  return last
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
