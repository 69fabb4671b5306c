import { isWebhookEventType } from 'prompt-webhooks'
import { curlCommand } from 'prompt-webhooks/emitter'
import { exampleEvents } from 'prompt-webhooks/testing'
import { asker } from './ask-worker.js'
import { connectCopyButton } from './copy-button.js'
import { createEditor } from './editor.js'
import { setEventTypes } from './event-type-options.js'
import { showIssues } from './issue-list.js'
import type { PayloadVerdict } from './payload-verdict.js'
import { requiredElement } from './required-element.js'
import { escapeLoneSurrogates, randomSecret, type Scheme, signedHeaders } from './signed-delivery.js'
import { inWords } from './validate-panel.js'

export function connectGeneratePanel(): void {
  const type = requiredElement('generate-type', HTMLSelectElement)
  const status = requiredElement('generate-verdict', HTMLElement)
  const issues = requiredElement('generate-issues', HTMLElement)
  const secret = requiredElement('generate-secret', HTMLInputElement)
  const url = requiredElement('generate-url', HTMLInputElement)
  const scheme = requiredElement('generate-scheme', HTMLSelectElement)
  const problem = requiredElement('generate-problem', HTMLElement)
  const result = requiredElement('generate-result', HTMLElement)
  const headers = requiredElement('generate-headers', HTMLElement)
  const command = requiredElement('generate-command', HTMLElement)

  let verdict: PayloadVerdict = { kind: 'empty', issues: [] }
  const editor = createEditor(requiredElement('generate-editor', HTMLElement), {
    labelledBy: 'generate-label',
    isJson: true,
    onChange: (text) => judge(text, true),
  })
  const judge = asker('judgePayload', status, (found) => {
    verdict = found
    status.dataset.kind = found.kind
    status.textContent = inWords(found, true)
    showIssues(issues, found.issues, editor)
    sign()
  })

  const body = () => escapeLoneSurrogates(editor.text())
  const sign = () => {
    const made = signedRequest(body(), verdict, secret.value, scheme.value as Scheme, url.value)
    result.hidden = 'problem' in made
    problem.hidden = !result.hidden
    if ('problem' in made) {
      problem.textContent = made.problem
      return
    }
    headers.textContent = Object.entries(made.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')
    command.textContent = curlCommand(made)
  }
  for (const field of [secret, url, scheme]) field.addEventListener('input', sign)
  requiredElement('generate-new-secret', HTMLButtonElement).addEventListener('click', () => {
    secret.value = randomSecret()
    sign()
  })
  requiredElement('generate-again', HTMLButtonElement).addEventListener('click', sign)
  const copyButton = (id: string) => requiredElement(id, HTMLButtonElement)
  connectCopyButton(copyButton('generate-copy-payload'), body)
  connectCopyButton(copyButton('generate-copy-headers'), () => headers.textContent)
  connectCopyButton(copyButton('generate-copy-command'), () => {
    // So that the signature is as young as it can be.
    sign()
    return command.textContent
  })

  const load = () => {
    if (isWebhookEventType(type.value)) editor.replace(JSON.stringify(exampleEvents[type.value], null, 2))
  }
  type.addEventListener('change', load)
  setEventTypes(type)
  secret.value = randomSecret()
  load()
}

type SignedRequest =
  | { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly problem: string }

function signedRequest(
  body: string,
  { kind }: PayloadVerdict,
  secret: string,
  scheme: Scheme,
  address: string,
): SignedRequest {
  if (kind === 'empty' || kind === 'not-json') return { problem: 'The payload: expected JSON.' }
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    return { problem: 'The URL: expected one that starts with https:// or http://.' }
  }
  try {
    return { url: url.href, headers: signedHeaders(body, secret, scheme, new Date()), body }
  } catch (error) {
    return { problem: `The signature: ${(error as Error).message}.` }
  }
}
