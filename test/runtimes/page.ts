import packageJson from '../../package.json' with { type: 'json' }
import { compilers } from '../package/consumer.js'
import { groups } from './suite.js'
import type { Result } from './survey.js'

/** The script that writes the part of `docs/compatibility.md`. */
export const script = 'test:runtimes'

const ofLibraries = Object.entries(packageJson.exports)
  .filter(([entry, target]) => typeof target === 'object' && !groups.some((group) => group.entry === entry))
  .map(([entry]) => nameOf(entry))

const list = new Intl.ListFormat('en')
const versions: Readonly<Record<string, string>> = packageJson.devDependencies
const typeScripts = compilers.map((name) => /\d+\.\d+/.exec(versions[name] ?? '')?.[0] ?? name)
const code = (names: readonly string[]) => list.format(names.map((name) => `\`${name}\``))

/** Returns the part of `docs/compatibility.md` about runtimes. */
export function runtimesPart(results: readonly Result[]): string {
  const missing = results.filter((each) => each.missing !== undefined)
  return `# JavaScript runtimes

One suite runs in each of these runtimes, from the package as npm publishes it. It reads the corpus, checks the signatures of
Python and of Node, and receives and delivers over real connections. Every runtime has to give the same answers. CI
repeats it.

${table(results)}

"yes" means that every check passes. "lacks" names globals that the entry needs and the runtime does not have; give it them as
a polyfill. The last column is what \`deliver\` does with a host name: where it sees the socket, it checks the
address that the name leads to; elsewhere it calls only names in [\`allow\`](emitter.md#other-runtimes).

| entry | needs, in addition to the language |
| --- | --- |
${groups.map(({ entry, needs }) => `| \`${nameOf(entry)}\` | ${needs.length ? code(needs) : 'nothing'} |`).join('\n')}

The suite does not run in Firefox, Safari, React Native, and Deno or Bun before the oldest in the table, nor on Windows and
macOS. ${code(ofLibraries)} run where their libraries run.${
    missing.length
      ? ` Not installed in this run: ${list.format(missing.map(({ runtime }) => runtime.name))}.`
      : ''
  }

# TypeScript

The tests compile programs that use every entry with TypeScript ${list.format(typeScripts)}. CI repeats it.
`
}

/** Returns the table of the runtimes, by entry. */
export function table(results: readonly Result[]): string {
  const columns = groups.map(({ entry }) => (entry === '.' ? 'main entry' : entry.slice(2)))
  const header = ['runtime', 'version', ...columns, 'host names']
  const rows = results.map((result) => {
    const cells = groups.map(({ entry }) => cellOf(result, entry))
    const { runtime, version, outcomes } = result
    const names = runtime.givesSockets ? cellOf(result, 'sockets').replace('yes', 'checked') : 'in `allow`'
    return [
      runtime.name,
      version,
      ...cells,
      outcomes.some((each) => each.entry === './emitter' && !each.lacks.length) ? names : '–',
    ]
  })
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** Removes the versions from the table: they differ between machines. */
export function withoutVersions(part: string): string {
  return part.replace(/^(\| [^|]+ \| )[^|]+/gm, '$1')
}

function cellOf({ outcomes }: Result, entry: string): string {
  const outcome = outcomes.find((each) => each.entry === entry)
  if (!outcome) return 'not run'
  if (outcome.lacks.length > 0) return `lacks ${outcome.lacks.map((name) => `\`${name}\``).join(', ')}`
  return outcome.failures.length > 0 ? 'no' : 'yes'
}

function nameOf(entry: string): string {
  return entry.replace('.', packageJson.name)
}
