import { readFile, writeFile } from 'node:fs/promises'

// If a registry has no packages for other platforms, npm leaves their entries out of the lock file, and then
// `npm ci` refuses that file. This script adds the entries. npm installs such a package only on its platform.
interface Entry {
  version?: string
  optional?: boolean
  dev?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const path = new URL('../package-lock.json', import.meta.url)
const lock: { packages: Record<string, Entry> } = JSON.parse(await readFile(path, 'utf8'))
const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]

for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const version = range.replace(/^[~^]/, '')
    const nested = `${parent}/node_modules/${name}`
    const hoisted = `node_modules/${name}`
    const present = lock.packages[hoisted]?.version
    if (lock.packages[nested] || present === version || (present && range !== version)) continue
    const at = present ? nested : hoisted
    const words = name.split(/[-/]/)
    const cpu = processors.find((each) => words.some((word) => word.startsWith(each)))
    const os = systems.find((each) => words.includes(each))
    lock.packages[at] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      dev: true,
      ...(words.some((word) => word.startsWith('musl')) ? { libc: ['musl'] } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    }
  }
}

const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
await writeFile(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
