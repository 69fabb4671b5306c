import { allComponents, componentOf } from './components.js'
import { packageFolders } from './packages.js'
import type { Step } from './step.js'

/** Licences that ask for no more than their text, which the build and npm keep next to the code. */
const allowed = new Set([
  '(MIT OR CC0-1.0)',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
])

/** What is bundled, and what the hub needs at run time, may be used by everyone who may use the packages. */
export const licences: Step = {
  name: 'licences',
  faults(root) {
    const components = new Set(
      packageFolders.flatMap((folder) => [...allComponents(componentOf(root, folder))]),
    )
    const refused = [...components].filter(({ license }) => !allowed.has(license ?? ''))
    const names = new Set(
      refused.map(({ name, version, license }) => `${name} ${version} (${license ?? 'none'})`),
    )
    return names.size === 0
      ? []
      : [`Replace these packages, or allow their licence in release/licences.ts: ${[...names].join(', ')}.`]
  },
}
