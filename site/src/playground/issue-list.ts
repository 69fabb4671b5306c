import type { Editor } from './editor.js'
import type { PlacedIssue } from './payload-verdict.js'

const maxShown = 100

/** Lists issues as buttons that lead to their place in the editor, and marks the places. */
export function showIssues(list: HTMLElement, issues: readonly PlacedIssue[], editor: Editor): void {
  list.replaceChildren(
    ...issues.slice(0, maxShown).map((issue) => issueItem(issue, editor)),
    ...(issues.length > maxShown ? [textElement('li', `And ${issues.length - maxShown} more.`)] : []),
  )
  list.hidden = issues.length === 0
  editor.mark(
    issues.map(({ code, message, place }) => ({
      ...place,
      kind: code === 'repeated_key' ? 'note' : 'fault',
      title: message,
    })),
  )
}

function issueItem({ code, path, message, place }: PlacedIssue, editor: Editor): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.dataset.code = code
  button.dataset.path = JSON.stringify(path)
  const { line, column } = editor.position(place.from)
  button.append(
    textElement('span', message, 'issue-message'),
    ' ',
    textElement('span', `line ${line}, column ${column}`, 'issue-place'),
    ' ',
    textElement('code', code),
  )
  button.addEventListener('click', () => editor.show(place))
  const item = document.createElement('li')
  item.append(button)
  return item
}

function textElement(name: string, text: string, className = ''): HTMLElement {
  const element = document.createElement(name)
  element.textContent = text
  if (className) element.className = className
  return element
}
