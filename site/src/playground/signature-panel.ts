import { presentableDiff } from '@codemirror/merge'
import { signPayload } from 'prompt-webhooks/signature'
import { exampleEvents } from 'prompt-webhooks/testing'
import { asker } from './ask-worker.js'
import { createEditor } from './editor.js'
import { requiredElement } from './required-element.js'
import { type SignatureVerdict, type SignedDelivery, textOf } from './signature-verdict.js'

export function connectSignaturePanel(): void {
  const file = requiredElement('signature-file', HTMLInputElement)
  const fileNote = requiredElement('signature-file-note', HTMLElement)
  const bodyNote = requiredElement('signature-body-note', HTMLElement)
  const secret = requiredElement('signature-secret', HTMLInputElement)
  const header = requiredElement('signature-header', HTMLTextAreaElement)
  const standard = requiredElement('signature-standard', HTMLInputElement)
  const sender = requiredElement('signature-sender', HTMLInputElement)
  const ofSender = requiredElement('signature-of-sender', HTMLElement)
  const ofStandard = requiredElement('signature-of-standard', HTMLElement)
  const id = requiredElement('signature-webhook-id', HTMLInputElement)
  const timestamp = requiredElement('signature-webhook-timestamp', HTMLInputElement)
  const message = requiredElement('signature-webhook-signature', HTMLInputElement)
  const status = requiredElement('signature-verdict', HTMLElement)
  const code = requiredElement('signature-code', HTMLElement)
  const cause = requiredElement('signature-cause', HTMLElement)
  const differences = requiredElement('signature-differences', HTMLElement)

  /** The body, if it is a file that is not text. */
  let bytes: Uint8Array | undefined
  /** The file that is being read, until it is or somebody types. */
  let loading: File | undefined
  const body = createEditor(requiredElement('signature-body', HTMLElement), {
    labelledBy: 'signature-body-label',
    describedBy: 'signature-body-note',
    isJson: true,
    onChange: () => {
      loading = undefined
      bytes = undefined
      explain()
    },
    onFile: (chosen) => void loadFile(chosen),
  })
  const signed = createEditor(requiredElement('signature-signed', HTMLElement), {
    labelledBy: 'signature-signed-label',
    isReadOnly: true,
  })

  const judge = asker('judgeSignature', status, (verdict, delivery) => {
    status.dataset.kind = verdict.isValid ? 'valid' : 'invalid'
    status.textContent = verdict.isValid ? 'The signature is valid.' : 'The signature is not valid.'
    code.textContent = verdict.code
    cause.textContent = verdict.message
    showSigned(delivery, verdict.signed)
  })
  const explain = () => {
    const delivery: SignedDelivery = {
      body: bytes ?? body.text(),
      secret: secret.value,
      signature: standard.checked
        ? {
            'webhook-id': id.value,
            'webhook-timestamp': timestamp.value,
            'webhook-signature': message.value,
          }
        : header.value,
    }
    fileNote.textContent = ''
    bodyNote.textContent = noteOf(delivery.body)
    judge(delivery)
  }

  const showSigned = ({ body: sent }: SignedDelivery, form: SignatureVerdict['signed']) => {
    const isText = 'text' in form
    signed.replace(isText ? form.text : '')
    // What counts is the text now in the editor. Another answer follows if it has changed.
    const text = textOf(sent)
    if (!isText || text === undefined || text !== body.text()) {
      body.mark([])
      differences.textContent = isText ? '' : form.problem
      return
    }
    const changes = presentableDiff(text, form.text, { scanLimit: 1000, timeout: 100 })
    body.mark(
      changes.map(({ fromA, toA }) => ({ from: fromA, to: toA, kind: 'removed' as const })).filter(isFull),
    )
    signed.mark(
      changes.map(({ fromB, toB }) => ({ from: fromB, to: toB, kind: 'added' as const })).filter(isFull),
    )
    differences.textContent =
      changes.length === 0
        ? 'It is exactly the body.'
        : `It differs from the body in ${changes.length === 1 ? 'one place' : `${changes.length} places`}, marked here and in the body.`
  }

  const loadFile = async (chosen: File) => {
    loading = chosen
    status.ariaBusy = 'true'
    // A folder can be dropped, too, but not read.
    const content = await chosen.arrayBuffer().catch(() => undefined)
    if (loading !== chosen) return
    loading = undefined
    if (content) {
      const read = new Uint8Array(content)
      const text = textOf(read)
      body.replace(text ?? '')
      bytes = text === undefined ? read : undefined
    }
    explain()
    if (!content) fileNote.textContent = 'The file cannot be read. The body is unchanged.'
  }
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    if (chosen) void loadFile(chosen)
    // So that choosing the same file again is a change.
    file.value = ''
  })
  for (const radio of [sender, standard]) {
    radio.addEventListener('change', () => {
      ofSender.hidden = !sender.checked
      ofStandard.hidden = !standard.checked
      explain()
    })
  }
  for (const field of [secret, header, id, timestamp, message]) field.addEventListener('input', explain)

  requiredElement('signature-example', HTMLButtonElement).addEventListener('click', () => {
    const example = JSON.stringify({ ...Object.values(exampleEvents)[0], user_name: 'José' })
    sender.click()
    secret.value = 'test-secret'
    header.value = signPayload(example, secret.value)
    body.replace(example)
  })
  explain()
}

const isFull = ({ from, to }: { readonly from: number; readonly to: number }) => to > from

/** Says what somebody cannot see of a body. */
function noteOf(body: string | Uint8Array): string {
  if (typeof body !== 'string') {
    return `The file is not UTF-8 text, so it is not shown. Its ${body.length} bytes are the body until you type.`
  }
  const size = new TextEncoder().encode(body).length
  const returns = body.split('\r').length - 1
  const notes = [
    `${size} ${size === 1 ? 'byte' : 'bytes'}`,
    ...(returns > 0
      ? [`${returns} of them ${returns === 1 ? 'a carriage return' : 'carriage returns'} (CR)`]
      : []),
    ...(body.startsWith('\ufeff') ? ['with a byte order mark at the start'] : []),
    ...(body.endsWith('\n') ? ['with a line end at the end'] : []),
  ]
  return `${notes.join(', ')}.`
}
