import { readdir, readFile } from 'node:fs/promises'

// The package contains libraries, so it must contain their licences too.

const separator = `\n${'-'.repeat(80)}\n\n`

/** Returns the licences of the packages that modules come from, by the paths of the modules. */
export async function thirdPartyLicenses(modules: readonly string[]): Promise<string> {
  const folders = modules.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(path) ?? [])
  const licenses = [...new Set(folders)].sort().map(async (folder) => {
    const { name, version } = JSON.parse(await readFile(`${folder}package.json`, 'utf8'))
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each))
    if (!file) throw new Error(`${name}: no licence file found in ${folder}`)
    return `${name} ${version}\n\n${(await readFile(`${folder}${file}`, 'utf8')).trim()}\n`
  })
  return (await Promise.all(licenses)).join(separator)
}

/** Returns the packages that such a text is about. */
export function packagesIn(licenses: string): { readonly name: string; readonly version: string }[] {
  return licenses.split(separator).map((license) => {
    const [name = '', version = ''] = license.split('\n', 1).join().split(' ')
    return { name, version }
  })
}
