/** Makes a button copy a text. The button says whether it worked. */
export function connectCopyButton(button: HTMLButtonElement, textToCopy: () => string): void {
  const label = button.textContent
  button.addEventListener('click', async () => {
    button.textContent = (await copy(textToCopy())) ? 'Copied' : 'Copying is not allowed'
    setTimeout(() => {
      button.textContent = label
    }, 2000)
  })
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copySelection(text)
  }
}

// Only pages with HTTPS have `navigator.clipboard`.
function copySelection(text: string): boolean {
  const focused = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return isCopied
}
