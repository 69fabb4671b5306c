import { isWebhookEventType } from 'prompt-webhooks'
import { exampleEvents, invalidEvents, invalidStrictEvents } from 'prompt-webhooks/testing'
import { asker } from './ask-worker.js'
import { createEditor } from './editor.js'
import { setEventTypes, setOptions } from './event-type-options.js'
import { showIssues } from './issue-list.js'
import type { PayloadVerdict } from './payload-verdict.js'
import { requiredElement } from './required-element.js'

export function connectValidatePanel(): void {
  const type = requiredElement('validate-type', HTMLSelectElement)
  const variant = requiredElement('validate-variant', HTMLSelectElement)
  const strict = requiredElement('validate-strict', HTMLInputElement)
  const tolerant = requiredElement('validate-tolerant', HTMLInputElement)
  const status = requiredElement('validate-verdict', HTMLElement)
  const issues = requiredElement('validate-issues', HTMLElement)

  const editor = createEditor(requiredElement('validate-editor', HTMLElement), {
    labelledBy: 'validate-label',
    isJson: true,
    onChange: (text) => judge(text, strict.checked),
  })
  const judge = asker('judgePayload', status, (verdict, _, isStrict) => {
    status.dataset.kind = verdict.kind
    status.textContent = inWords(verdict, isStrict)
    showIssues(issues, verdict.issues, editor)
  })

  const invalidOfType = () =>
    (strict.checked ? invalidStrictEvents : invalidEvents).filter((each) => each.type === type.value)
  const listVariants = () => {
    const chosen = variant.value
    setOptions(variant, [
      { value: '', text: 'the example' },
      // Each name starts with the type, which the other list already says.
      ...invalidOfType().map(({ name }) => ({ value: name, text: name.slice(type.value.length + 2) })),
    ])
    if (invalidOfType().some(({ name }) => name === chosen)) variant.value = chosen
  }
  let loaded = ''
  const load = () => {
    const found = invalidOfType().find(({ name }) => name === variant.value)
    if (!isWebhookEventType(type.value)) return
    loaded = JSON.stringify(found ? found.event : exampleEvents[type.value], null, 2)
    editor.replace(loaded)
  }
  for (const radio of [strict, tolerant]) {
    radio.addEventListener('change', () => {
      const chosen = variant.value
      listVariants()
      // What somebody has typed stays, also if the list no longer has what it was made of.
      if (variant.value !== chosen && editor.text() === loaded) load()
      judge(editor.text(), strict.checked)
    })
  }
  type.addEventListener('change', () => {
    listVariants()
    load()
  })
  variant.addEventListener('change', load)

  setEventTypes(type)
  listVariants()
  load()
}

/** Says what a text turned out to be. */
export function inWords({ kind, eventType, issues }: PayloadVerdict, isStrict: boolean): string {
  switch (kind) {
    case 'empty':
      return 'Paste a payload, or load an example.'
    case 'not-json':
      return 'Not JSON. A receiver answers 400.'
    case 'event':
      return `Valid: ${eventType}, ${isStrict ? 'as an emitter may send it' : 'as a receiver accepts it'}.`
    case 'unknown':
      return isStrict
        ? `Unknown event type: ${eventType}. An emitter sends only the types of the contract.`
        : `Unknown event type: ${eventType}. The envelope is sound, so a receiver acknowledges the event.`
    case 'invalid': {
      const count = issues.filter(({ code }) => code !== 'repeated_key').length
      const many = count === 1 ? 'one issue' : `${count} issues`
      return `Invalid: ${many}. ${isStrict ? 'An emitter must not send it.' : 'A receiver answers 422.'}`
    }
  }
}
