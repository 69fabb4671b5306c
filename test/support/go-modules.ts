import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { output } from './programs.js'

const sources = '/usr/share/gocode/src'
const version = 'v1.0.0'

/**
 * Writes a proxy of Go modules into a folder and returns its address for `GOPROXY`. It has the given modules,
 * from the sources that Debian installs, and what they import.
 */
export function goModuleProxy(folder: string, modules: Readonly<Record<string, readonly string[]>>): string {
  for (const [name, required] of Object.entries(modules)) {
    const files = join(folder, name, '@v')
    mkdirSync(files, { recursive: true })
    const lines = [`module ${name}`, ...required.map((each) => `require ${each} ${version}`)]
    writeFileSync(join(files, 'list'), `${version}\n`)
    writeFileSync(join(files, `${version}.info`), JSON.stringify({ Version: version }))
    writeFileSync(join(files, `${version}.mod`), `${lines.join('\n')}\n`)
    output(['python3', '-c', zip, join(sources, name), `${name}@${version}`, join(files, `${version}.zip`)])
  }
  return `file://${folder}`
}

const zip = `
import os, sys, zipfile
source, prefix, target = sys.argv[1:]
with zipfile.ZipFile(target, "w") as archive:
    for name in sorted(os.listdir(source)):
        if name.endswith(".go") and not name.endswith("_test.go"):
            archive.write(os.path.realpath(os.path.join(source, name)), f"{prefix}/{name}")
`
