import { execFileSync } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inc } from 'semver'
import { readAnnounced } from './announced.js'
import { readPackage, releasedFolder, workingFolder } from './released.js'
import { corpusFile, corpusOf } from './released-corpus.js'

/**
 * Writes the published schemas of the project in `root`, and payloads that they accept, to the folder of its
 * next release.
 *
 * @returns the folder, in `root`.
 * @throws {Error} if that version is tagged.
 */
export async function writeRelease(root: string): Promise<string> {
  const { name, version } = readPackage(root)
  const { bump } = await readAnnounced(root, name)
  const next = (bump === 'none' ? undefined : inc(version, bump)) ?? version
  const tag = `${name}@${next}`
  if (execFileSync('git', ['tag', '--list', tag], { cwd: root, encoding: 'utf8' }).trim())
    throw new Error(`${tag} is released, so its schemas do not change. Add a changeset for the next version.`)
  const folder = join(releasedFolder, next)
  rmSync(join(root, folder), { recursive: true, force: true })
  cpSync(join(root, workingFolder), join(root, folder), { recursive: true })
  writeFileSync(join(root, folder, corpusFile), corpusOf(join(root, 'test/corpus')))
  return folder
}
