import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of the published packages. */
export const packageFolders = ['.', 'hub'] as const

/** The parts of a `package.json` that a release needs. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly repository?: { readonly url: string }
  readonly homepage?: string
  readonly bugs?: { readonly url: string }
  readonly dependencies?: Readonly<Record<string, string>>
  // The fields that lead to files.
  readonly bin?: unknown
  readonly main?: unknown
  readonly module?: unknown
  readonly types?: unknown
  readonly typesVersions?: unknown
  readonly exports?: unknown
}

/** Reads the `package.json` in a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** The files that name the version of the hub as npm installs it, besides its `package.json`. */
export const filesWithHubVersion = ['hub/examples/Dockerfile', 'hub/examples/prompt-webhooks-hub.service']

/** The name of the hub with a version. */
export const hubWithVersion = /prompt-webhooks-hub@[\w.-]*\w/g
