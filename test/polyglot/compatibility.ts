import type { Judged, Result } from './survey.js'

const groups: readonly [string, RegExp][] = [
  ['events', /^(?!strict[/]|Webhook)/],
  ['events, strict', /^strict[/](?!Webhook)/],
  ['union', /^WebhookEvent[.]/],
  ['union, strict', /^strict[/]WebhookEvent[.]/],
  ['envelope', /^WebhookEnvelope[.]/],
  ['envelope, strict', /^strict[/]WebhookEnvelope[.]/],
]

/** `docs/compatibility.md`. It counts no cases on which all agree, so that another event does not change it. */
export function compatibilityDocument(results: readonly Result[]): string {
  const agreement = (cases: readonly Judged[]) => {
    const agreed = cases.filter(({ agrees }) => agrees).length
    return agreed === cases.length ? 'all' : `all but ${cases.length - agreed}`
  }
  return `<!-- Written by \`npm run test:polyglot -- --write\`. Do not edit. -->

# Validators in other languages

The published schemas mean the same to every validator below. Each has judged the whole corpus (\`test/corpus/\`) by every
schema file in both strengths: values on either side of each edge of each constraint, whose verdicts follow from how the
values were made and not from a validator. Each language parses the JSON text by itself. CI repeats it.

| validator | language | version | ${groups.map(([name]) => name).join(' | ')} |
| --- | --- | --- | ${groups.map(() => '---').join(' | ')} |
${results
  .map(({ validator, version, judged }) => {
    const cells = required(judged).map(agreement)
    return `| ${[validator.name, validator.language, version, ...cells].join(' | ')} |`
  })
  .join('\n')}

## Where validators differ

On these cases the schemas cannot make all validators agree, so they are marked \`optional\` in the corpus and stand
outside the table. Validators that are not named give the contract's verdict.

${optionalCases(results).join('\n')}
`
}

/** The document without the versions, which differ from machine to machine. */
export function withoutVersions(document: string): string {
  return document.replace(/^(\| [^|]+ \| [^|]+ \| )[^|]+/gm, '$1')
}

/** For the terminal: the cases agreed on, of all that were judged. */
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
        typeof other.verdict === 'string' ? other.verdict : other.verdict ? 'takes it' : 'refuses it'
      return `${validator.name} (${verdict})`
    })
    const [{ expected = false, optional = '' } = {}] = cases.filter(
      (each) => each.description === description,
    )
    return `- ${description}: ${expected ? 'valid' : 'invalid'}, but ${optional}: ${differing.join(', ')}.`
  })
}
