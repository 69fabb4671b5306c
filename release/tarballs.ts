import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { packageFolders } from './packages.js'
import type { Step } from './step.js'

interface Limits {
  /** What a tarball may contain. */
  readonly allowed: RegExp
  readonly maxFiles: number
  readonly maxPackedBytes: number
  readonly maxUnpackedBytes: number
}

const limits: Readonly<Record<(typeof packageFolders)[number], Limits>> = {
  '.': {
    allowed:
      /^(package\.json|(README|CHANGELOG|SECURITY)\.md|LICENSE|bin\/[\w-]+\.js|dist\/[\w/.-]+\.([cm]?js|d\.c?ts)|dist\/THIRD-PARTY-LICENSES\.txt|docs\/(?!decisions\/|architecture)[\w/-]+\.md|examples\/dedupe\/[\w-]+\.ts|examples\/payloads\/\w+\.json|schemas\/v1\/[\w/.-]+\.json)$/,
    maxFiles: 300,
    maxPackedBytes: 700_000,
    maxUnpackedBytes: 4_200_000,
  },
  hub: {
    allowed:
      /^(package\.json|(README|CHANGELOG)\.md|LICENSE|bin\/[\w-]+\.js|dist\/[\w/.-]+\.(js|d\.ts)|examples\/(Dockerfile|compose\.yaml|prompt-webhooks-hub\.service|publish-in-a-transaction\.ts)|static\/[\w-]+\.(css|js|svg))$/,
    maxFiles: 420,
    maxPackedBytes: 230_000,
    maxUnpackedBytes: 900_000,
  },
}

/** What `npm pack --json` says about a tarball. */
export interface Packed {
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

/** Says what a tarball has that it may not have, and where it is too large. */
export function tarballFaults(folder: (typeof packageFolders)[number], packed: Packed): string[] {
  const { allowed, maxFiles, maxPackedBytes, maxUnpackedBytes } = limits[folder]
  const strays = packed.files.map(({ path }) => path).filter((path) => !allowed.test(path))
  const sizes = [
    ['files', packed.files.length, maxFiles],
    ['bytes', packed.size, maxPackedBytes],
    ['bytes unpacked', packed.unpackedSize, maxUnpackedBytes],
  ] as const
  return [
    ...(strays.length === 0
      ? []
      : [
          `${join(folder, 'package.json')} publishes ${strays.join(', ')}. Narrow its \`files\`, or allow them in release/tarballs.ts.`,
        ]),
    ...sizes
      .filter(([, size, max]) => size > max)
      .map(
        ([unit, size, max]) =>
          `The tarball of ${folder} has ${size} ${unit}, and ${max} are allowed. Find out why, or raise the limit in release/tarballs.ts.`,
      ),
  ]
}

/** Users download what they need, and nothing else. */
export const tarballs: Step = {
  name: 'tarballs',
  faults(root) {
    return packageFolders.flatMap((folder) => {
      const args = ['pack', '--json', '--dry-run', '--ignore-scripts']
      const cwd = join(root, folder)
      const [packed] = JSON.parse(execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' }))
      return tarballFaults(folder, packed)
    })
  },
}
