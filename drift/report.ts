import { count } from '../src/cli/terminal/count.js'
import { printable } from '../src/cli/terminal/printable.js'
import type { Comparison, Finding } from './finding.js'

/**
 * The result of a run, as `--json` prints it. Members are only ever added. `exitCode` is that of the command:
 * 0 if the page and the contract agree, 1 if they differ, 2 if the page was not understood.
 */
export interface DriftReport extends Comparison {
  /** The file or URL. */
  readonly page: string
  readonly exitCode: 0 | 1 | 2
  /** How many event types each side has. */
  readonly eventTypes: { readonly page: number; readonly contract: number }
  /** Why the page, or a part of it, was not understood. */
  readonly problems: readonly string[]
}

/** The report for people, one line for each finding. */
export function textReport(report: DriftReport): string {
  const { page, exitCode, eventTypes, differences, warnings, undocumented, problems } = report
  const lines = [
    ...problems.map((problem) => `✗ not understood: ${problem}`),
    ...differences.map((finding) => `✗ ${sentence(finding)}`),
    ...warnings.map((finding) => `! ${sentence(finding)}`),
    ...undocumented.map(({ eventType, reason }) => `· ${eventType} is only in the contract. ${reason}`),
    `${page}: ${count(eventTypes.page, 'event type')} on the page, ${eventTypes.contract} in the contract. ` +
      `${count(differences.length, 'difference')}, ${count(warnings.length, 'warning')}, ${count(problems.length, 'problem')}.`,
    advice[exitCode],
  ]
  return lines.map((line) => `${printable(line)}\n`).join('')
}

const advice = {
  0: 'The contract has everything that the page documents.',
  1: 'The page and the contract differ. Change src/contract, then run `npm run generate`.',
  2: 'The page was not understood, so the contract may lack something. Read the page, then change drift/.',
}

/** One finding as a sentence. */
function sentence({ kind, eventType, path, page, contract }: Finding): string {
  const place = [eventType ?? 'envelope', path].filter(Boolean).join(': ')
  switch (kind) {
    case 'event_not_in_contract':
      return `${place} is on the page (${page}), but not in the contract.`
    case 'event_not_on_page':
      return `${place} is in the contract (${contract}), but not on the page.`
    case 'field_not_in_contract':
      return `${place} (${page}) is on the page, but not in the contract.`
    case 'field_not_on_page':
      return `${place} (${contract}) is in the contract, but not on the page.`
    case 'type_differs':
    case 'presence_differs':
      return `${place} is ${page} on the page, but ${contract} in the contract.`
    case 'value_not_in_contract':
      return `${place} can be ${page} on the page. The contract knows ${contract ?? 'no values'}.`
    case 'value_not_on_page':
      return `${place} can be ${contract} in the contract. The page knows ${page}.`
  }
}
