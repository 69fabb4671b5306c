import { readFileSync, writeFileSync } from 'node:fs'

/** A page that scripts write, each its own part. A part starts with a comment that names its script. */
const page = 'docs/compatibility.md'

const start = (script: string) => `<!-- Written by \`npm run ${script} -- --write\`. Do not edit. -->\n`

/** Returns the part of a script on `docs/compatibility.md`. */
export function readPart(script: string): string {
  const part = parts().find((each) => each.startsWith(start(script)))
  return part === undefined ? '' : `${part.slice(start(script).length).trim()}\n`
}

/**
 * Writes the part of a script, and keeps the others. A new part comes last.
 *
 * @param faults What failed, or is missing: the page says what was seen to work.
 * @throws {Error} if there are faults.
 */
export function writePart(script: string, text: string, faults: readonly string[]): void {
  if (faults.length > 0)
    throw new Error(`--write: ${page} stays as it is, because of ${faults.length} faults`)
  const all = parts()
  const index = all.findIndex((each) => each.startsWith(start(script)))
  all.splice(index < 0 ? all.length : index, 1, `${start(script)}\n${text.trim()}\n`)
  writeFileSync(
    page,
    all
      .map((each) => each.trimEnd())
      .join('\n\n')
      .concat('\n'),
  )
}

const parts = () => readFileSync(page, 'utf8').split(/^(?=<!-- Written by )/m)
