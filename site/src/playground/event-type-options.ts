import { webhookEventTypes } from 'prompt-webhooks'

/** Fills a select with options. */
export function setOptions(
  select: HTMLSelectElement,
  options: readonly { readonly value: string; readonly text: string }[],
): void {
  select.replaceChildren(...options.map(({ value, text }) => new Option(text, value)))
}

/** Fills a select with the event types of the contract. */
export function setEventTypes(select: HTMLSelectElement): void {
  setOptions(
    select,
    webhookEventTypes.map((type) => ({ value: type, text: type })),
  )
}
