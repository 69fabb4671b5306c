import { largestOf } from '../../compat/bump.js'
import type { Change } from '../../compat/change.js'
import { compareVersions } from '../../compat/compare.js'
import { workingFolder } from '../../compat/released.js'
import { readSchemaFiles } from '../../compat/schema-files.js'
import { editableCopy } from './edit-schemas.js'
import { allMutations } from './mutations/all.js'
import type { Mutation } from './mutations/mutation.js'
import { findPlaces } from './mutations/places.js'

/** What `npm run compat` says about a mutation. */
export interface Verdict {
  readonly mutation: Mutation
  readonly changes: readonly Change[]
  readonly label: Mutation['label']
}

/** Judges every mutation of the working schemas. */
export function judgeMutations(): Verdict[] {
  const files = readSchemaFiles(workingFolder)
  const places = findPlaces(editableCopy(files))
  return allMutations.map((mutation) => {
    const mutated = editableCopy(files)
    mutation.apply(mutated, places)
    if (JSON.stringify([...mutated]) === JSON.stringify([...files]))
      throw new Error(`The mutation changes nothing: ${mutation.name}`)
    const changes = compareVersions(files, mutated, 'the last release')
    const labels = { none: 'neutral', patch: 'neutral', minor: 'compatible', major: 'breaking' } as const
    return { mutation, changes, label: labels[largestOf(changes.map((change) => change.class))] }
  })
}

/** The verdicts, as a page of the documentation. */
export function verdictPage(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ mutation, changes, label }) => {
    const largest = largestOf(changes.map((change) => change.class))
    const audiences = changes.filter((change) => change.class === largest).map(({ audience }) => audience)
    return `| ${mutation.name} | ${mutation.label} | ${label} | ${[...new Set(audiences)].join(', ')} |`
  })
  return [heading, '| change | label | verdict | for |', '| --- | --- | --- | --- |', ...rows, ''].join('\n')
}

const heading = `# What \`npm run compat\` notices

Each row is a single change of the published schemas. The label is what a person says about it, by [the policy](../versioning.md), and the verdict
is what the command says. "For receivers" means only the tolerant schemas, "for emitters" only the strict ones. \`npm run compat:proof\` prints
the table, and a test compares it with this page.
`
