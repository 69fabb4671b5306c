/** A run of `npm run drift` that needs attention. */
export interface FailedRun {
  /** 1: the page and the contract differ. Anything else: the page was not understood. */
  readonly exitCode: number
  /** What the run printed. */
  readonly report: string
  /** The URL of the page. */
  readonly page: string
}

/** Runs the `gh` command and returns what it prints. */
export type RunGh = (args: readonly string[]) => string

const label = 'sender-page'

// GitHub accepts 65,536 characters.
const maxReportChars = 50_000

/**
 * Opens an issue about a run, or updates the open one. The label identifies it, so there is never a second.
 *
 * @returns What `gh` prints: the URL of the issue.
 */
export function openIssue(run: FailedRun, gh: RunGh): string {
  gh(['label', 'create', label, '--force', '--description', 'The documentation of the sender has changed'])
  const open = gh([
    'issue',
    'list',
    '--label',
    label,
    '--state',
    'open',
    '--json',
    'number',
    '--jq',
    '.[0].number',
  ])
  const text = ['--title', titleOf(run), '--body', bodyOf(run)]
  const number = open.trim()
  return number ? gh(['issue', 'edit', number, ...text]) : gh(['issue', 'create', '--label', label, ...text])
}

function titleOf({ exitCode }: FailedRun): string {
  return exitCode === 1 ? "The sender's page and the contract differ" : "The sender's page was not understood"
}

function bodyOf({ exitCode, report, page }: FailedRun): string {
  const meaning =
    exitCode === 1
      ? `The page documents something that the contract lacks, or that has another type there. Change \`src/contract\`, as CONTRIBUTING.md describes under "Follow the sender's page".`
      : 'The page could not be read, or has a new form. **The contract may lack events without anybody noticing.** Read the page, then teach `drift/` its form.'
  // The report quotes the page. In a fence that it cannot close, nothing of it is Markdown or a mention.
  const shown = report.slice(0, maxReportChars)
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${meaning}\n\nPage: ${page}\n\n\`npm run drift\` ended with ${exitCode}:\n\n${fence}text\n${shown.trimEnd()}\n${fence}\n`
}
