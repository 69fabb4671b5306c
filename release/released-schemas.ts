import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { releasedFolder, workingFolder } from '../compat/released.js'
import { readSchemaFiles } from '../compat/schema-files.js'
import { readManifest } from './packages.js'
import type { Step } from './step.js'

/** The folder of the released schemas is what later changes are compared with, so it holds what users get. */
export const releasedSchemas: Step = {
  name: 'schemas',
  faults(root) {
    const folder = join(releasedFolder, readManifest(root).version)
    const isSame =
      existsSync(join(root, folder)) &&
      isDeepStrictEqual(readSchemaFiles(join(root, folder)), readSchemaFiles(join(root, workingFolder)))
    return isSame ? [] : [`${folder} is not what ${workingFolder} holds. Run npm run compat:release.`]
  },
}
