import { execFileSync } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inc } from 'semver'
import { readAnnounced } from './announced.js'
import { readPackage, releasedFolder, workingFolder } from './released.js'
import { corpusFile, corpusOf } from './released-corpus.js'

// `npm run compat:release` writes the published schemas, and payloads that they accept, to the folder of the next
// release. `npm run bump` runs it. It rewrites the folder until that version is tagged.
const root = process.cwd()
const { name, version } = readPackage(root)
const { bump } = await readAnnounced(root, name)
const next = (bump === 'none' ? version : inc(version, bump)) ?? version
const tag = `${name}@${next}`

if (execFileSync('git', ['tag', '--list', tag], { encoding: 'utf8' }).trim()) {
  console.error(`${tag} is released, so its schemas do not change. Add a changeset for the next version.`)
  process.exitCode = 1
} else {
  const folder = join(releasedFolder, next)
  rmSync(folder, { recursive: true, force: true })
  cpSync(workingFolder, folder, { recursive: true })
  writeFileSync(join(folder, corpusFile), corpusOf('test/corpus'))
  console.log(`${folder} written`)
}
