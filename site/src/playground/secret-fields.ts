import { requiredElement } from './required-element.js'

/** Makes the buttons with `data-shows` show and hide the secret in the field with that id. */
export function connectSecretFields(root: HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-shows]')) {
    button.addEventListener('click', () => {
      const field = requiredElement(button.dataset.shows ?? '', HTMLInputElement)
      const isShown = field.type === 'password'
      field.type = isShown ? 'text' : 'password'
      button.setAttribute('aria-pressed', String(isShown))
    })
  }
}
