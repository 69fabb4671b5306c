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

/**
 * Starts a registry on loopback. It has this package as npm would publish it, and every other package in the
 * version that is installed here.
 */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-registry-'))
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8' }))
  const folders = installedFolders()
  folders.set('prompt-webhooks', new Map([[packageJsonIn('.').version, '.']]))

  const server = createServer((request, response) => {
    const [path = '', file] = decodeURIComponent(request.url ?? '')
      .slice(1)
      .split('/-/')
    const versions = folders.get(path)
    const version = file?.replace(/\.tgz$/, '')
    const packed = version === undefined ? undefined : versions?.get(version)
    if (packed === '.') response.end(readFileSync(join(folder, filename)))
    else if (packed) tarballOf(packed).pipe(response)
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

function tarballOf(folder: string) {
  const name = basename(folder)
  return spawn('tar', ['-cz', `--exclude=${name}/node_modules`, '-C', dirname(folder), name]).stdout
}
