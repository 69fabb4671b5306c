/** A run of `npm run drift`. */
export interface DriftRun {
  /** 0: nothing to do. 1: the page and the contract differ. Anything else: the page was not understood. */
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
 * Keeps one issue for as long as runs need attention: opens it, comments on it if another run reports
 * something else, and closes it. The label identifies it, so there is never a second. GitHub notifies nobody
 * of an edited text, so the comment has the new report too.
 *
 * @returns What `gh` prints: the URL of the issue or of the comment.
 */
export function updateIssue(run: DriftRun, gh: RunGh): string {
  gh(['label', 'create', label, '--force', '--description', 'The documentation of the sender has changed'])
  const number = gh([
    ...['issue', 'list', '--label', label, '--state', 'open'],
    ...['--json', 'number', '--jq', '.[0].number'],
  ]).trim()
  if (run.exitCode === 0)
    return number
      ? gh([
          'issue',
          'close',
          number,
          '--comment',
          'Now the contract has everything that the page documents.',
        ])
      : ''
  const body = bodyOf(run)
  const text = ['--title', titleOf(run), '--body', body]
  if (!number) return gh(['issue', 'create', '--label', label, ...text])
  const known = gh(['issue', 'view', number, '--json', 'body', '--jq', '.body'])
  if (known.replaceAll('\r', '').trim() === body.trim()) return ''
  gh(['issue', 'edit', number, ...text])
  return gh(['issue', 'comment', number, '--body', body])
}

function titleOf({ exitCode }: DriftRun): string {
  return exitCode === 1 ? "The sender's page and the contract differ" : "The sender's page was not understood"
}

function bodyOf({ exitCode, report, page }: DriftRun): string {
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
