import { type InputIssue, InvalidInputError } from '../errors.js'

/** The problems of a form, by field. */
export type FieldIssues = Readonly<Record<string, readonly string[]>>

/** Groups the issues of an `InvalidInputError` by the first key of their path. Rethrows other errors. */
export function issuesByField(error: unknown): FieldIssues {
  if (!(error instanceof InvalidInputError)) throw error
  const issues: Record<string, string[]> = {}
  for (const issue of error.issues) {
    const [field = '', key] = issue.path
    const text = besideField(issue)
    // Within a field such as `headers`, which of them is wrong.
    issues[field] = [...(issues[field] ?? []), typeof key === 'string' ? `${key}: ${text}` : text]
  }
  return issues
}

/** The message as a sentence, without the field's name, which is already shown as its label. */
export function besideField({ message, path }: Pick<InputIssue, 'message' | 'path'>): string {
  const text = path.length ? message.replace(/^[^\s:]+: /, '') : message
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
