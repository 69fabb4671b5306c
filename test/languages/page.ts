import { readFileSync } from 'node:fs'

/** The programs of a page of docs/languages, by the file name that their first comment gives. */
export function programsOf(page: string): Map<string, string> {
  const blocks = readFileSync(`docs/languages/${page}.md`, 'utf8').split(/^```.*\n/m)
  return new Map(
    blocks.flatMap((block) => {
      const [, name] = /^(?:<\?php\n)?(?:#|\/\/) ([\w.]+)\n/.exec(block) ?? []
      return name ? [[name, block]] : []
    }),
  )
}
