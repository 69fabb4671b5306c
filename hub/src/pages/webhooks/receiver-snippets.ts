import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A receiver in one language, from the documents of `prompt-webhooks`. */
export interface ReceiverSnippet {
  readonly language: string
  /** How well the code is tested, in a sentence or two. */
  readonly note: string
  readonly files: readonly string[]
}

/** The environment variable that every snippet takes the secret from. */
export const secretVariable = 'WEBHOOK_SECRET'

const require = createRequire(import.meta.url)

let snippets: readonly ReceiverSnippet[] | undefined

/** A receiver for each language, TypeScript first. Read from the package once, on first use. */
export function receiverSnippets(): readonly ReceiverSnippet[] {
  snippets ??= readSnippets(dirname(require.resolve('prompt-webhooks/package.json')))
  return snippets
}

function readSnippets(folder: string): ReceiverSnippet[] {
  const languages = join(folder, 'docs', 'languages')
  const pages = readdirSync(languages).filter((file) => file.endsWith('.md') && file !== 'README.md')
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  const typescript = codeOf(sectionOf(readme, 'Receive')).slice(0, 1)
  return [
    {
      language: 'TypeScript',
      note: 'A receiver with the HTTP server of Node. The tests of this package run it.',
      files: typescript,
    },
    ...pages.map((file) => snippetIn(readFileSync(join(languages, file), 'utf8'))),
  ]
}

function snippetIn(page: string): ReceiverSnippet {
  const [, language = '', note = ''] = /^# (.+?)\n\n(.*?)\n\n/s.exec(page) ?? []
  const files = ['The canonical text', 'Receive'].flatMap((heading) => codeOf(sectionOf(page, heading)))
  return { language, note: plainText(note), files }
}

/** Removes bold type, code and links of Markdown. */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/\[(.*?)\]\(.*?\)/g, '$1')
    .replaceAll(/\*\*|`/g, '')
    .replaceAll('\n', ' ')
}

function sectionOf(page: string, heading: string): string {
  return page.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? ''
}

function codeOf(section: string): string[] {
  return [...section.matchAll(/^```(?!sh)\w+\n(.*?)^```$/gms)].map(([, code = '']) => code)
}
