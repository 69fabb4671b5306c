import { requiredElement } from './required-element.js'

/**
 * Makes the buttons with `data-shows` show and hide the secret in the field with that id. Warns if somebody
 * pastes line ends, which such a field leaves out although they would be part of a secret.
 */
export function connectSecretFields(root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-shows]')) {
    const id = button.dataset.shows ?? ''
    const field = requiredElement(id, HTMLInputElement)
    const note = requiredElement(`${id}-note`, HTMLElement)
    button.addEventListener('click', () => {
      const isShown = field.type === 'password'
      field.type = isShown ? 'text' : 'password'
      button.setAttribute('aria-pressed', String(isShown))
    })
    field.addEventListener('input', () => {
      note.textContent = ''
    })
    field.addEventListener('paste', ({ clipboardData }) => {
      if (!/[\r\n]/.test(clipboardData?.getData('text/plain') ?? '')) return
      // After the field has taken the text.
      setTimeout(() => {
        note.textContent =
          'What you pasted has line ends, and they are left out here. Check that your receiver has none in its secret.'
      })
    })
  }
}
