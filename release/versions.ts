import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import readChangesets from '@changesets/read'
import { filesWithHubVersion, hubWithVersion, packageFolders, readManifest } from './packages.js'
import type { Step } from './step.js'

/** Both packages have one version, and every file that names it agrees. */
export const versions: Step = {
  name: 'versions',
  async faults(root) {
    const [contract, hub] = packageFolders.map((folder) => readManifest(join(root, folder)))
    const pending = await readChangesets(root)
    const { packages } = JSON.parse(read(root, 'package-lock.json'))
    const bump = 'Run npm run bump.'
    return [
      ...(pending.length === 0
        ? []
        : [`${pending.length} changesets are pending. Run npm run bump, or npm run fold before the tag.`]),
      ...(contract?.version === hub?.version
        ? []
        : [`${contract?.name} is ${contract?.version} and ${hub?.name} is ${hub?.version}. ${bump}`]),
      ...(hub?.dependencies?.[contract?.name ?? ''] === contract?.version
        ? []
        : [`${hub?.name} does not depend on ${contract?.name} ${contract?.version}. ${bump}`]),
      ...packageFolders.flatMap((folder) => {
        const { name, version } = readManifest(join(root, folder))
        const changelog = read(root, join(folder, 'CHANGELOG.md'))
        const locked = packages[folder === '.' ? '' : folder]?.version
        return [
          ...(changelog.includes(`\n## ${version}\n`)
            ? []
            : [`${join(folder, 'CHANGELOG.md')} has no ${version}. ${bump}`]),
          ...(locked === version ? [] : [`package-lock.json has ${name} ${locked}. Run npm run lock.`]),
        ]
      }),
      ...filesWithHubVersion.flatMap((path) => {
        const named = new Set(read(root, path).match(hubWithVersion) ?? ['no version'])
        const isRight = named.size === 1 && named.has(`${hub?.name}@${hub?.version}`)
        return isRight
          ? []
          : [`${path} names ${[...named].join(', ')}. Run npx tsx build/pin-hub-version.ts.`]
      }),
    ]
  },
}

function read(root: string, path: string): string {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
}
