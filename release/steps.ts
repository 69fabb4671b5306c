import { addresses } from './addresses.js'
import { billsOfMaterials } from './bills-of-materials.js'
import { cleanTree } from './clean-tree.js'
import { commandStep } from './command-step.js'
import { licences } from './licences.js'
import { releasedSchemas } from './released-schemas.js'
import type { Step } from './step.js'
import { tarballs } from './tarballs.js'
import { versions } from './versions.js'

/** Everything that a release needs, the fastest first. */
export const steps: readonly Step[] = [
  cleanTree,
  addresses,
  versions,
  releasedSchemas,
  commandStep('compat', ['npm', 'run', '--silent', 'compat']),
  commandStep('build', ['npm', 'run', 'build']),
  licences,
  billsOfMaterials,
  tarballs,
  commandStep('docs', ['npm', 'run', 'docs']),
  commandStep('consumers', [
    'npx',
    'vitest',
    'run',
    'test/package',
    'test/newcomer',
    'hub/test/package.test.ts',
  ]),
  // On a Debian 12 machine that you can spare: it installs what the tests need.
  commandStep('gate', ['.ci/run']),
]
