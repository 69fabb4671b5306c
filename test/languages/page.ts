import { readFileSync } from 'node:fs'

/** Returns the programs of a page in docs/languages, by the file name in their first comment. */
export function programsOf(page: string): Map<string, string> {
  const blocks = readFileSync(`docs/languages/${page}.md`, 'utf8').split(/^```.*\n/m)
  return new Map(
    blocks.flatMap((block) => {
      const [, name] = /^(?:<\?php\n)?(?:#|\/\/) ([\w.]+)\n/.exec(block) ?? []
      return name ? [[name, block]] : []
    }),
  )
}
