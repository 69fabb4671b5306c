import { readdir, readFile, writeFile } from 'node:fs/promises'
import tsup from '../tsup.config.js'

// The package contains the libraries that it bundles, so it must contain their licences too.
const named = [tsup]
  .flat()
  .flatMap((options) => (typeof options === 'function' ? [] : (options.noExternal ?? [])))
  .map(String)

/** Returns the licences of the packages and of their dependencies. */
async function licensesOf(names: readonly string[], licenses = new Map<string, string>()) {
  for (const name of names) {
    if (licenses.has(name)) continue
    const folder = new URL(`../node_modules/${name}/`, import.meta.url)
    const { version, dependencies = {} } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'))
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each))
    if (!file) throw new Error(`${name}: no licence file found in node_modules/${name}`)
    licenses.set(name, `${name} ${version}\n\n${(await readFile(new URL(file, folder), 'utf8')).trim()}\n`)
    await licensesOf(Object.keys(dependencies), licenses)
  }
  return licenses
}

await writeFile(
  new URL('../dist/THIRD-PARTY-LICENSES.txt', import.meta.url),
  [...(await licensesOf(named)).values()].join(`\n${'-'.repeat(80)}\n\n`),
)
