import { type InputIssue, InvalidInputError } from '../errors.js'

/** What is wrong, by the field that it is said beside. */
export type FieldIssues = Readonly<Record<string, readonly string[]>>

/** The issues of an error by the first key of their path; rethrows what is no such error. */
export function issuesByField(error: unknown): FieldIssues {
  if (!(error instanceof InvalidInputError)) throw error
  const issues: Record<string, string[]> = {}
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? '')
    issues[field] = [...(issues[field] ?? []), besideField(issue)]
  }
  return issues
}

/** The message without the field's name, which stands beside it, as a sentence. */
export function besideField({ message, path }: Pick<InputIssue, 'message' | 'path'>): string {
  const text = path.length ? message.replace(/^[^\s:]+: /, '') : message
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
