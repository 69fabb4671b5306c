import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { artefacts, generatedFolders } from './artefacts.js'

// Writes the generated files. With --check it writes nothing, and fails if a file would change.
const check = process.argv.includes('--check')

const wanted = artefacts()
const present = await generatedFiles()
const stale = [...present].filter((path) => wanted[path] === undefined)
const changed: string[] = []
for (const [path, text] of Object.entries(wanted)) {
  if ((await readFile(path, 'utf8').catch(() => undefined)) !== text) changed.push(path)
}

if (check) {
  for (const path of [...changed, ...stale]) console.error(`${path} does not match the contract`)
  if (changed.length || stale.length) {
    console.error('Run `npm run generate` and commit what it writes.')
    process.exitCode = 1
  }
} else {
  for (const path of stale) await rm(path)
  for (const path of changed) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, wanted[path] ?? '')
  }
}
console.log(`${Object.keys(wanted).length} files generated, ${changed.length + stale.length} differ`)

async function generatedFiles(): Promise<Set<string>> {
  const files = new Set<string>()
  for (const folder of generatedFolders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
      if (entry.isFile()) files.add(join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    }
  }
  return files
}
