import { bumps } from './bump.js'
import type { Change } from './change.js'
import { contractChanges } from './contract-changes.js'
import { documentChanges } from './document-changes.js'
import { coverageChanges, nameChanges } from './name-changes.js'
import type { SchemaFiles } from './schema-files.js'
import { subjectsOf } from './subjects.js'
import { wordingChanges } from './wording-changes.js'

/**
 * Lists what changes from one version of the published files to another, by the policy of
 * docs/versioning.md: the largest changes first.
 *
 * @param version What to call the version of `before`.
 * @throws {UnusableInput} if one of them is not a set of published schemas, or uses JSON Schema in a way
 * that cannot be compared.
 */
export function compareVersions(before: SchemaFiles, after: SchemaFiles, version: string): Change[] {
  const [old, now] = [subjectsOf(before, version), subjectsOf(after, 'The working version')]
  const contract = contractChanges(old, now, version)
  const changed = new Set(contract.map(({ path }) => path.split('.')[0] ?? ''))
  const changes = [
    ...contract,
    ...coverageChanges(old, now, after),
    ...nameChanges(before, after),
    ...documentChanges(before, after),
    ...wordingChanges(before, after, changed),
  ]
  // Several files describe the same event.
  const distinct = new Map(changes.map((change) => [JSON.stringify(change), change]))
  const size = (change: Change) => bumps.indexOf(change.class)
  return [...distinct.values()].sort((a, b) => size(b) - size(a))
}
