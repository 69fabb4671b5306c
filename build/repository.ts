import { readFile, writeFile } from 'node:fs/promises'

// `npm run repository -- https://github.com/<owner>/<name>` writes the address of the repository into both
// packages. Without an address it says which one is set, and fails if none is: npm compares it with the
// provenance.
const [given] = process.argv.slice(2)
const packages = { 'package.json': undefined, 'hub/package.json': 'hub' }

interface Manifest {
  readonly name: string
  readonly repository?: { readonly url: string }
}

for (const [path, directory] of Object.entries(packages)) {
  const manifest: Manifest = JSON.parse(await readFile(path, 'utf8'))
  if (given) {
    const url = new URL(given).href.replace(/(\/|\.git)$/, '')
    const fields = {
      repository: { type: 'git', url: `git+${url}.git`, ...(directory ? { directory } : {}) },
      homepage: `${url}${directory ? `/tree/main/${directory}` : ''}#readme`,
      bugs: { url: `${url}/issues` },
    }
    await writeFile(path, `${JSON.stringify({ ...manifest, ...fields }, null, 2)}\n`)
  } else if (manifest.repository) {
    console.log(`${manifest.name}: ${manifest.repository.url}`)
  } else {
    console.error(
      `${manifest.name}: repository is not set. Run: npm run repository -- https://github.com/<owner>/<name>`,
    )
    process.exitCode = 1
  }
}
