import { join } from 'node:path'
import { packageFolders, readManifest } from './packages.js'
import type { Step } from './step.js'

const fields = ['repository', 'homepage', 'bugs'] as const

/** npm shows where a package comes from, and compares it with the provenance. */
export const addresses: Step = {
  name: 'addresses',
  needsPerson: true,
  faults(root) {
    const manifests = packageFolders.map((folder) => readManifest(join(root, folder)))
    const missing = manifests.flatMap((manifest) => {
      const unset = fields.filter((field) => manifest[field] === undefined)
      return unset.length === 0 ? [] : [`${manifest.name} has no ${unset.join(', ')}.`]
    })
    if (missing.length > 0)
      return [...missing, 'Run: npm run repository -- https://github.com/<owner>/<name>']
    const urls = new Set(manifests.map(({ repository }) => repository?.url))
    return urls.size === 1
      ? []
      : [`The packages name different repositories: ${[...urls].join(', ')}. Run npm run repository again.`]
  },
}
