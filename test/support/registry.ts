import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** A registry of npm packages. */
export interface Registry {
  readonly url: string
  stop(): void
}

interface Lock {
  readonly packages: Readonly<Record<string, { name?: string; version?: string; link?: boolean }>>
}

/** The folders of the packages of this repository, by their names. */
const ownFolders = new Map([
  ['prompt-webhooks', '.'],
  ['prompt-webhooks-hub', 'hub'],
])

/**
 * Starts a registry on loopback. It has the packages of this repository as npm would publish them, and every
 * other package in the version that is installed here.
 */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-registry-'))
  const folders = installedFolders()
  for (const [name, path] of ownFolders) folders.set(name, new Map([[packageJsonIn(path).version, path]]))
  const tarballs = new Map<string, Buffer>()
  const packed = (path: string) => {
    const tarball = tarballs.get(path) ?? readFileSync(pack(path, folder))
    tarballs.set(path, tarball)
    return tarball
  }

  const server = createServer((request, response) => {
    const [path = '', file] = decodeURIComponent(request.url ?? '')
      .slice(1)
      .split('/-/')
    const versions = folders.get(path)
    const version = file?.replace(/\.tgz$/, '')
    const place = version === undefined ? undefined : versions?.get(version)
    if (place && ownFolders.get(path) === place) response.end(packed(place))
    else if (place) tarballOf(place).pipe(response)
    else if (versions && file === undefined) response.end(JSON.stringify(manifest(path, versions, url)))
    else response.writeHead(404).end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    url,
    stop() {
      server.close().closeAllConnections()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The folder of each installed version, by the name of its package. The hoisted version comes first. */
function installedFolders(): Map<string, Map<string, string>> {
  const { packages }: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const found = new Map<string, Map<string, string>>()
  for (const [path, { name = path.split('node_modules/').at(-1) ?? '', version, link }] of Object.entries(
    packages,
  ).sort(([a], [b]) => a.split('/node_modules/').length - b.split('/node_modules/').length)) {
    if (!path.includes('node_modules/') || version === undefined || link || !existsSync(path)) continue
    const versions = found.get(name) ?? new Map<string, string>()
    if (!versions.has(version)) found.set(name, versions.set(version, path))
  }
  return found
}

/** What a registry answers when npm asks for a package. */
function manifest(name: string, versions: ReadonlyMap<string, string>, url: string) {
  const [latest] = versions.keys()
  return {
    name,
    'dist-tags': { latest },
    versions: Object.fromEntries(
      [...versions].map(([version, path]) => {
        const tarball = `${url}${name}/-/${version}.tgz`
        return [version, { ...packageJsonIn(path), name, version, dist: { tarball } }]
      }),
    ),
  }
}

function packageJsonIn(folder: string): { version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** Writes the tarball that npm would publish, and returns its path. */
function pack(path: string, destination: string): string {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination]
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { cwd: path, encoding: 'utf8' }))
  return join(destination, filename)
}

function tarballOf(folder: string) {
  const name = basename(folder)
  return spawn('tar', ['-cz', `--exclude=${name}/node_modules`, '-C', dirname(folder), name]).stdout
}
