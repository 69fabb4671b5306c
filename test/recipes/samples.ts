import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The pages of recipes, without the index. */
export const pages = readdirSync('docs/recipes')
  .filter((file) => file !== 'README.md')
  .map((file) => `docs/recipes/${file}`)

/** The samples of all pages by the file name in their first line. They import each other by it. */
export const samples: Readonly<Record<string, string>> = Object.fromEntries(
  pages.flatMap((page) =>
    readFileSync(page, 'utf8')
      .split('```ts\n')
      .slice(1)
      .map((block) => {
        const [sample = ''] = block.split('```')
        const [, file] = /^\/\/ (\S+\.ts)\n/.exec(sample) ?? []
        if (file === undefined)
          throw new Error(`${page}: expected a file name in the first line of ${sample}`)
        return [file, sample]
      }),
  ),
)

/**
 * Imports a sample, unchanged, in a folder of the package, so that it can import the package by name.
 *
 * @param Module What the sample exports.
 */
export async function importSample<Module>(file: keyof typeof samples): Promise<Module> {
  const folder = mkdtempSync('documentation-')
  try {
    for (const [name, sample] of Object.entries(samples)) writeFileSync(join(folder, name), sample)
    return await import(resolve(folder, file))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
