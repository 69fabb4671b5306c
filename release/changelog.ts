import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import getReleasePlan from '@changesets/get-release-plan'
import { addNotes, noteOf } from './add-notes.js'
import { type Manifest, packageFolders, readManifest } from './packages.js'

// Writes what the pending changesets say into the changelog of each package, below the version that they
// lead to. `npm run bump` runs it before `changeset version`, which then deletes them.
//
// `npm run fold` runs it with --fold: the notes join the version that the packages have already, and are
// deleted. It refuses once the version is tagged.
const fold = process.argv.includes('--fold')
const { changesets, releases } = await getReleasePlan('.')
const packages = packageFolders.map((folder) => ({ folder, ...readManifest(folder) }))

const released = packages.map(({ name, version }) => `${name}@${version}`).find(isTagged)
if (fold && released !== undefined) {
  console.error(`${released} is released. Run \`npm run bump\` for the next version.`)
  process.exit(1)
}
for (const manifest of packages) {
  const { folder, name, version } = manifest
  const own = changesets.filter(({ releases }) => releases.some((release) => release.name === name))
  const notes = own.map(({ summary }) => noteOf(summary))
  const next = releases.find((release) => release.name === name)?.newVersion
  if (next === undefined) continue
  const path = join(folder, 'CHANGELOG.md')
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const added = fold ? notes : [...notes, ...dependencyNotes(manifest)]
  if (!added.length && !fold) added.push(noteOf(`Only ${others(name)} changed.`))
  writeFileSync(path, addNotes(before, name, fold ? version : next, added))
}
if (fold) for (const { id } of changesets) rmSync(join('.changeset', `${id}.md`))

function isTagged(tag: string): boolean {
  return execFileSync('git', ['tag', '--list', tag], { encoding: 'utf8' }).trim() !== ''
}

/** Both packages have one version, so one can get a version without its own change. */
function others(name: string): string {
  return packages
    .map((each) => each.name)
    .filter((each) => each !== name)
    .join(' and ')
}

/** A version of one package stands on exactly one version of the other. */
function dependencyNotes({ dependencies = {} }: Manifest) {
  return releases
    .filter(({ name }) => Object.hasOwn(dependencies, name))
    .map(({ name, newVersion }) => noteOf(`Stands on ${name} ${newVersion}.`))
}
