import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagesIn } from '../build/third-party-licenses.js'
import { readManifest } from './packages.js'

/** A package whose code runs when a published package does. */
export interface Component {
  readonly name: string
  readonly version: string
  /** An SPDX expression, or nothing if the package does not say. */
  readonly license: string | undefined
  /** The hash of its tarball, as npm writes it. */
  readonly integrity: string | undefined
  /** Whether its code is inside the tarball of the published package. */
  readonly isBundled: boolean
  /** What it needs. */
  readonly needs: readonly Component[]
}

interface Entry {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly resolved?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

type Lock = Readonly<Record<string, Entry>>

const licensesFile = 'dist/THIRD-PARTY-LICENSES.txt'

/**
 * Returns a published package with everything that it needs, in the versions of the lock file, or of the
 * build if they are bundled.
 *
 * @param folder The folder of the package, in `root`.
 * @throws {Error} if the build or an entry of the lock file is missing.
 */
export function componentOf(root: string, folder: string): Component {
  const { packages }: { packages: Lock } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const known = new Map<string, Component>()

  function read(path: string): Component {
    const existing = known.get(path)
    if (existing) return existing
    const entry = packages[path] ?? {}
    if (entry.link) return read(entry.resolved === '.' ? '' : (entry.resolved ?? ''))
    const own = path.includes('node_modules/') ? undefined : readManifest(join(root, path))
    const needs: Component[] = []
    const component: Component = {
      name: own?.name ?? path.split('node_modules/').at(-1) ?? '',
      version: own?.version ?? entry.version ?? '',
      license: own?.license ?? entry.license,
      integrity: entry.integrity,
      isBundled: false,
      needs,
    }
    known.set(path, component)
    needs.push(...(path === '' ? bundledIn(root, packages) : neededBy(path, entry)))
    return component
  }

  function neededBy(path: string, entry: Entry): Component[] {
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = entry
    const peers = Object.keys(peerDependencies).filter(
      (name) => !entry.peerDependenciesMeta?.[name]?.optional,
    )
    const names = new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers])
    return [...names].map((name) => read(placeOf(packages, path, name)))
  }

  return read(folder === '.' ? '' : folder)
}

/** Returns a component and everything that it needs, directly or not, each once. */
export function allComponents(component: Component, found = new Set<Component>()): ReadonlySet<Component> {
  if (found.has(component)) return found
  found.add(component)
  for (const needed of component.needs) allComponents(needed, found)
  return found
}

function bundledIn(root: string, lock: Lock): Component[] {
  const file = join(root, licensesFile)
  if (!existsSync(file)) throw new Error(`${licensesFile} is missing. Run npm run build.`)
  return packagesIn(readFileSync(file, 'utf8')).map(({ name, version }) => {
    const isIt = ([path, entry]: [string, Entry]) =>
      (path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`)) && entry.version === version
    const [, entry] = Object.entries(lock).find(isIt) ?? []
    if (!entry)
      throw new Error(
        `package-lock.json has no ${name} ${version}, which is bundled. Run npm ci, then npm run build.`,
      )
    return { name, version, license: entry.license, integrity: entry.integrity, isBundled: true, needs: [] }
  })
}

// As Node looks a package up: in the folder itself, then in those above.
function placeOf(lock: Lock, from: string, name: string): string {
  for (let folder = from; ; folder = folder.replace(/\/?[^/]*$/, '')) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (Object.hasOwn(lock, place)) return place
    if (folder === '')
      throw new Error(`package-lock.json has no ${name}, which ${from} needs. Run npm run lock.`)
  }
}
