import { count } from './count.js'

const maxIssues = 20

/** The messages of the first 20 issues of an event, and how many more there are. */
export function issueMessages(issues: readonly { readonly message: string }[]): string[] {
  const messages = issues.slice(0, maxIssues).map(({ message }) => message)
  const more = issues.length - messages.length
  return more ? [...messages, `… and ${count(more, 'more issue')}`] : messages
}
