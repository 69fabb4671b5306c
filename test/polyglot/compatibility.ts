import type { Judged, Result } from './survey.js'

const groups: readonly [string, RegExp][] = [
  ['events', /^(?!strict[/]|Webhook)/],
  ['events, strict', /^strict[/](?!Webhook)/],
  ['union', /^WebhookEvent[.]/],
  ['union, strict', /^strict[/]WebhookEvent[.]/],
  ['envelope', /^WebhookEnvelope[.]/],
  ['envelope, strict', /^strict[/]WebhookEnvelope[.]/],
]

/** The script that writes the part of `docs/compatibility.md`. */
export const script = 'test:polyglot'

/**
 * Returns the part of `docs/compatibility.md` about validators. It counts disagreements only, so that a new
 * event does not change the page.
 */
export function compatibilityDocument(results: readonly Result[]): string {
  const agreement = (cases: readonly Judged[]) => {
    const agreed = cases.filter(({ agrees }) => agrees).length
    return agreed === cases.length ? 'all' : `all but ${cases.length - agreed}`
  }
  return `# Validators in other languages

The published schemas mean the same to every validator in this table. Each one validates the whole corpus
(\`test/corpus/\`) with every schema file, tolerant and strict. The corpus has values on both sides of every limit of
every constraint. Their verdicts follow from how the values are made, not from a validator. Each language parses the JSON
itself. CI repeats the comparison.

| validator | language | version | ${groups.map(([name]) => name).join(' | ')} |
| --- | --- | --- | ${groups.map(() => '---').join(' | ')} |
${results
  .map(({ validator, version, judged }) => {
    const cells = required(judged).map(agreement)
    return `| ${[validator.name, validator.language, version, ...cells].join(' | ')} |`
  })
  .join('\n')}

## Where validators differ

No schema can make all validators agree on these cases. The corpus marks them as \`optional\`, and the table leaves them
out. Every validator that is not named gives the verdict of the contract.

${optionalCases(results).join('\n')}
`
}

/** Removes the versions from the document: they differ between machines. */
export function withoutVersions(document: string): string {
  return document.replace(/^(\| [^|]+ \| [^|]+ \| )[^|]+/gm, '$1')
}

/** Returns a table for the terminal: the number of cases with the right verdict, of all cases. */
export function compatibilityTable(results: readonly Result[]): string {
  const header = ['validator', ...groups.map(([name]) => name), 'optional', 'version']
  const rows = results.map(({ validator, version, judged }) => {
    const optional = judged.filter((each) => each.optional !== undefined)
    const counts = [...required(judged), optional].map(
      (cases) => `${cases.filter(({ agrees }) => agrees).length}/${cases.length}`,
    )
    return [`${validator.name} (${validator.language})`, ...counts, version]
  })
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0)),
  )
  return [header, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function required(judged: readonly Judged[]): Judged[][] {
  return groups.map(([, files]) =>
    judged.filter(({ file, optional }) => optional === undefined && files.test(file)),
  )
}

function optionalCases(results: readonly Result[]): string[] {
  const cases = results[0]?.judged.filter(({ optional }) => optional !== undefined) ?? []
  return [...new Set(cases.map(({ description }) => description))].map((description) => {
    const differing = results.flatMap(({ validator, judged }) => {
      const other = judged.find((each) => each.description === description && each.optional && !each.agrees)
      if (!other) return []
      const verdict =
        typeof other.verdict === 'string' ? other.verdict : other.verdict ? 'accepts it' : 'refuses it'
      return `${validator.name} (${verdict})`
    })
    const [{ expected = false, optional = '' } = {}] = cases.filter(
      (each) => each.description === description,
    )
    return `- ${description}: ${expected ? 'valid' : 'invalid'}, but ${optional}: ${differing.join(', ')}.`
  })
}
