import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Manifest, packageFolders, readManifest } from './packages.js'
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
    maxPackedBytes: 710_000,
    maxUnpackedBytes: 4_200_000,
  },
  hub: {
    allowed:
      /^(package\.json|(README|CHANGELOG)\.md|LICENSE|bin\/[\w-]+\.js|dist\/[\w/.-]+\.(js|d\.ts)|examples\/(Dockerfile|compose\.yaml|prompt-webhooks-hub\.service|publish-in-a-transaction\.ts)|static\/[\w-]+\.(css|js|svg))$/,
    maxFiles: 420,
    maxPackedBytes: 235_000,
    maxUnpackedBytes: 920_000,
  },
}

/** What `npm pack --json` says about a tarball. */
export interface Packed {
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

type Entries = Pick<Manifest, 'bin' | 'main' | 'module' | 'types' | 'typesVersions' | 'exports'>

/** Says what a tarball lacks, what it has that it may not have, and where it is too large. */
export function tarballFaults(
  folder: (typeof packageFolders)[number],
  packed: Packed,
  { bin, main, module, types, typesVersions, exports }: Entries = {},
): string[] {
  const { allowed, maxFiles, maxPackedBytes, maxUnpackedBytes } = limits[folder]
  const paths = packed.files.map(({ path }) => path)
  const strays = paths.filter((path) => !allowed.test(path))
  const entries = new Set(filesIn([bin, main, module, types, typesVersions, exports]))
  const lost = [...entries].filter((entry) => !paths.some((path) => isEntry(path, entry)))
  const sizes = [
    ['files', packed.files.length, maxFiles],
    ['bytes', packed.size, maxPackedBytes],
    ['bytes unpacked', packed.unpackedSize, maxUnpackedBytes],
  ] as const
  return [
    ...(lost.length === 0
      ? []
      : [
          `The tarball of ${folder} has no ${lost.join(', ')}, which its package.json names. Run npm run build, or widen its \`files\`.`,
        ]),
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

/** The files that a field of a `package.json` leads to, below its conditions. */
function filesIn(field: unknown): string[] {
  if (typeof field === 'string') return [field.replace(/^[.][/]/, '')]
  return typeof field === 'object' && field !== null ? Object.values(field).flatMap(filesIn) : []
}

/** Whether a file is the one that an entry leads to, or one of those if the entry has a `*`. */
function isEntry(path: string, entry: string): boolean {
  const [start = '', end] = entry.split('*')
  return end === undefined ? path === entry : path.startsWith(start) && path.endsWith(end)
}

/** Users download what they need, and nothing else. */
export const tarballs: Step = {
  name: 'tarballs',
  faults(root) {
    return packageFolders.flatMap((folder) => {
      const args = ['pack', '--json', '--dry-run', '--ignore-scripts']
      const cwd = join(root, folder)
      const [packed] = JSON.parse(execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' }))
      return tarballFaults(folder, packed, readManifest(cwd))
    })
  },
}
