import { readFile, writeFile } from 'node:fs/promises'
import tsup from '../tsup.config.js'

// What is bundled is published with the package, so its licences are too.
const bundled = [tsup]
  .flat()
  .flatMap((options) => (typeof options === 'function' ? [] : (options.noExternal ?? [])))

const licenses = bundled.map(async (name) => {
  const folder = new URL(`../node_modules/${name}/`, import.meta.url)
  const { version } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'))
  return `${name} ${version}\n\n${(await readFile(new URL('LICENSE', folder), 'utf8')).trim()}\n`
})
await writeFile(
  new URL('../dist/THIRD-PARTY-LICENSES.txt', import.meta.url),
  (await Promise.all(licenses)).join(`\n${'-'.repeat(80)}\n\n`),
)
