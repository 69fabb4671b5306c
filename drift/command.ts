import { Command, CommanderError } from 'commander'
import { compare } from './compare.js'
import { contract } from './contract.js'
import type { Comparison } from './finding.js'
import { loadPage, type PageLimits } from './load-page.js'
import type { Page } from './page-reader.js'
import { readPage } from './read-page.js'
import { type DriftReport, textReport } from './report.js'

/** Where the command writes. */
export interface Output {
  out(text: string): void
  err(text: string): void
}

interface Options {
  readonly exact?: boolean
  readonly json?: boolean
}

const help = `
The page is Markdown, MDX or HTML, with a section for each event or a table of events, or plain
text that was copied from such a page.

What only the contract has is a warning, unless the entry of the event has \`undocumented\`.

Exit codes:
  0  the contract has everything that the page documents
  1  the contract lacks something or has another type; with --exact also if there are warnings
  2  the page was not read or not understood, or the command was called the wrong way

With --json the report is one object: page, exitCode, eventTypes, differences, warnings,
undocumented, problems. drift/report.ts and drift/finding.ts describe its members.

Examples:
  $ npm run drift -- webhook-events.mdx
  $ npm run --silent drift -- --json https://example.com/webhook-events.mdx | jq .differences`

/**
 * Runs `npm run drift` with its arguments.
 *
 * @returns The exit code, when everything is written.
 */
export async function drift(
  args: readonly string[],
  output: Output,
  limits?: PageLimits,
): Promise<0 | 1 | 2> {
  let exitCode: 0 | 1 | 2 = 0
  const program = new Command('drift')
    .description("Compare a page of the sender's documentation with the contract.")
    .argument('<page>', 'a file, or a URL that starts with http: or https:')
    .option('--exact', 'also fail if only the contract has something')
    .option('--json', 'report as one JSON object')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', help)
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .action(async (source: string, { exact = false, json = false }: Options) => {
      const report = await check(source, exact, limits)
      exitCode = report.exitCode
      const write = !json && exitCode === 2 ? output.err : output.out
      write(json ? `${JSON.stringify(report, null, 2)}\n` : textReport(report))
    })
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode ? 2 : 0
  }
  return exitCode
}

async function check(page: string, exact: boolean, limits?: PageLimits): Promise<DriftReport> {
  let found: Page = { events: new Map(), envelope: new Map(), problems: [] }
  try {
    found = readPage(await loadPage(page, limits))
  } catch (error) {
    if (!(error instanceof Error)) throw error
    found = { ...found, problems: [`${error.message}.`] }
  }
  const { problems, events } = found
  const comparison = compare(found)
  // What a page lacks is not known if a part of it was not understood.
  const { differences, warnings, undocumented }: Comparison = problems.length
    ? { ...comparison, warnings: [], undocumented: [] }
    : comparison
  const differs = differences.length || (exact && warnings.length)
  return {
    page,
    exitCode: problems.length ? 2 : differs ? 1 : 0,
    eventTypes: { page: events.size, contract: contract.events.size },
    differences,
    warnings,
    undocumented,
    problems,
  }
}
