import { isWebhookEventType } from 'prompt-webhooks'
import { checkEndpointHeader } from 'prompt-webhooks/emitter'
import { signPayload } from 'prompt-webhooks/signature'
import { type InputIssue, InvalidInputError } from '../errors.js'
import { maxTimeoutMs } from '../hub-options.js'
import type { NewWebhook, WebhookChange } from '../webhook.js'
import { urlRefusal } from './url-refusal.js'

const maxUrlLength = 2048
const maxDescriptionLength = 500
const secretLength = { min: 16, max: 256 }
const maxWorkspaceIds = 100
const maxHeaderNameLength = 100
const maxHeaderValueLength = 2000
// More than any process has slots for.
const maxConcurrency = 1000

/** @throws {InvalidInputError} that lists every invalid field. */
export function checkWebhookInput(input: NewWebhook | WebhookChange, allow: readonly string[]): void {
  const issues: InputIssue[] = []
  const refuse = (field: string, code: InputIssue['code'], message: string) =>
    issues.push({ path: [field], code, message: `${field}: ${message}` })

  const { url, description, eventTypes, workspaceIds, headers = {}, timeoutMs, concurrency } = input
  if (url !== undefined) {
    if (url.length > maxUrlLength) refuse('url', 'too_big', `expected at most ${maxUrlLength} characters`)
    else {
      const refusal = urlRefusal(url, allow)
      if (refusal !== undefined) refuse('url', 'refused_url', refusal)
    }
  }
  if (description !== undefined && description.length > maxDescriptionLength) {
    refuse('description', 'too_big', `expected at most ${maxDescriptionLength} characters`)
  } else if (description?.includes('\0')) {
    refuse('description', 'invalid_value', 'expected a text without NUL characters')
  }
  if (eventTypes?.length === 0)
    refuse('eventTypes', 'too_short', 'expected at least one type, or null for all')
  for (const [index, type] of (eventTypes ?? []).entries()) {
    if (isWebhookEventType(type)) continue
    const message = `eventTypes[${index}]: expected an event type of the contract`
    issues.push({ path: ['eventTypes', index], code: 'unknown_event_type', message })
  }
  if (workspaceIds && (workspaceIds.length < 1 || workspaceIds.length > maxWorkspaceIds)) {
    const code = workspaceIds.length ? 'too_big' : 'too_short'
    refuse('workspaceIds', code, `expected 1 to ${maxWorkspaceIds} workspaces, or null for all`)
  }
  for (const [index, id] of (workspaceIds ?? []).entries()) {
    if (Number.isSafeInteger(id) && id > 0) continue
    const message = `workspaceIds[${index}]: expected a whole number of at least 1`
    issues.push({ path: ['workspaceIds', index], code: 'invalid_value', message })
  }
  const names = new Set<string>()
  for (const [name, value] of Object.entries(headers)) {
    const refusal = names.has(name.toLowerCase())
      ? 'it is given twice'
      : headerRefusal(name, value ?? 'removed')
    names.add(name.toLowerCase())
    if (refusal === undefined) continue
    const message = `headers.${name.slice(0, maxHeaderNameLength)}: ${refusal}`
    issues.push({ path: ['headers', name], code: 'refused_header', message })
  }
  const requireUpTo = (field: 'timeoutMs' | 'concurrency', max: number, value: number | null | undefined) => {
    if (value === undefined || value === null) return
    if (!Number.isInteger(value) || value < 1 || value > max)
      refuse(field, 'invalid_value', `expected a whole number from 1 to ${max}, or null for that of the hub`)
  }
  requireUpTo('timeoutMs', maxTimeoutMs, timeoutMs)
  requireUpTo('concurrency', maxConcurrency, concurrency)
  if ('secret' in input && input.secret !== undefined) {
    const { min, max } = secretLength
    if (input.secret.startsWith('whsec_') && !isBase64Secret(input.secret)) {
      refuse('secret', 'refused_secret', 'expected 24 to 64 bytes in base64 after whsec_')
    } else if (
      input.secret.length < min ||
      input.secret.length > max ||
      !/^[\x21-\x7e]+$/.test(input.secret)
    ) {
      refuse('secret', 'refused_secret', `expected ${min} to ${max} visible ASCII characters`)
    } else {
      const mistake = mistakeIn(input.secret)
      if (mistake !== undefined) refuse('secret', 'refused_secret', mistake)
    }
  }
  if (issues.length) throw new InvalidInputError(issues)
}

function headerRefusal(name: string, value: string): string | undefined {
  if (name.length > maxHeaderNameLength) return `expected a name of at most ${maxHeaderNameLength} characters`
  if (value.length > maxHeaderValueLength)
    return `expected a value of at most ${maxHeaderValueLength} characters`
  return checkEndpointHeader(name, value)
}

/** Returns why no delivery could be signed with a secret, such as quotes around it. */
function mistakeIn(secret: string): string | undefined {
  try {
    signPayload('{}', secret)
    return undefined
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return error.message.replace(/^secret: /, '')
  }
}

function isBase64Secret(secret: string): boolean {
  const text = secret.slice('whsec_'.length)
  const bytes = Buffer.from(text, 'base64')
  return (
    bytes.length >= 24 &&
    bytes.length <= 64 &&
    bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  )
}
