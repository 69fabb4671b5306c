import { createHmac } from 'node:crypto'
import type { IncomingMessage, RequestListener } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { readWebhookEvent } from '../../../src/index.js'
import { canonicalJson } from '../../../src/signature/index.js'

/** The faults that can be planted into the receiver below. */
export type Fault =
  | 'none'
  | 'a type crashes'
  | 'details are closed'
  | 'envelopes are closed'
  | 'an optional detail is required'
  | 'ids have 32 bits'
  | 'unknown types drop the connection'
  | 'numbers are doubles'
  | 'the body is read as Latin-1'
  | 'an escaped slash keeps its backslash'
  | 'halves of pairs are replaced'
  | 'a null comes back as text'
  | 'any signature is accepted'
  | 'eight digits are compared'
  | 'a foreign secret is accepted'
  | 'right signatures are remembered'
  | 'details are not validated'
  | 'a signed null crashes'
  | 'the signature is 200 with an error'
  | 'any content type is read'
  | 'a repeated delivery is refused'
  | 'large bodies are read'
  | 'messages from the future are accepted'
  | 'the parsed body is hashed'
  | 'always 204'
  | 'always 404'
  | 'always 500'
  | 'always a redirect'
  | 'always drops the socket'
  | 'never answers'

type Scheme = 'promptlayer' | 'standard-webhooks'

/** Creates a receiver, written after the documentation, with one planted fault. */
export function faultyReceiver(scheme: Scheme, secret: string, fault: Fault): RequestListener {
  const signatures = new Set<string>()
  const bodies = new Set<string>()

  function isSigned(body: Buffer, header: (name: string) => string): boolean {
    const given = header('x-promptlayer-signature')
    if (fault === 'any signature is accepted') return given !== ''
    if (fault === 'right signatures are remembered' && signatures.has(given)) return true
    const foreign = fault === 'a foreign secret is accepted' ? ['prompt-webhooks-check-foreign-secret'] : []
    const digits = fault === 'eight digits are compared' ? 8 : Infinity
    for (const key of [secret, ...foreign]) {
      for (const form of [body, canonical(body)]) {
        const expected = createHmac('sha256', key).update(form).digest('hex')
        if (given !== '' && expected.slice(0, digits) === given.slice(0, digits)) {
          signatures.add(given)
          return true
        }
      }
    }
    return false
  }

  function canonical(body: Buffer): string {
    const text = body.toString(fault === 'the body is read as Latin-1' ? 'latin1' : 'utf8')
    try {
      if (fault === 'an escaped slash keeps its backslash')
        return canonicalJson(text.replaceAll('\\/', '\\\\/'))
      if (fault === 'halves of pairs are replaced') return canonicalJson(text.replace(lone, '\\ufffd'))
      if (fault === 'numbers are doubles')
        return canonicalJson(text.replace(number, (each) => `${Number(each)}`))
      return canonicalJson(text)
    } catch {
      return ''
    }
  }

  function isMessage(body: Buffer, header: (name: string) => string): boolean {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    const seconds = header('webhook-timestamp')
    const content = fault === 'the parsed body is hashed' ? rewritten(body) : body
    const hash = createHmac('sha256', key)
      .update(`${header('webhook-id')}.${seconds}.`)
      .update(content)
    if (
      !header('webhook-signature')
        .split(' ')
        .includes(`v1,${hash.digest('base64')}`)
    )
      return false
    const age = Date.now() / 1000 - Number(seconds)
    return age <= 300 && (age >= -300 || fault === 'messages from the future are accepted')
  }

  function statusOf(request: IncomingMessage, body: Buffer): number | undefined {
    if (request.method !== 'POST') return 405
    if (request.headers['content-type'] !== 'application/json' && fault !== 'any content type is read')
      return 415
    if (body.length > 2 ** 20 && fault !== 'large bodies are read') return 413
    const header = (name: string) => `${request.headers[name] ?? ''}`
    if (!(scheme === 'promptlayer' ? isSigned : isMessage)(body, header)) {
      return fault === 'the signature is 200 with an error' ? 200 : 401
    }
    let event: unknown
    try {
      event = JSON.parse(body.toString())
    } catch {
      return 400
    }
    if (fault === 'a signed null crashes' && event === null) return 500
    if (fault === 'a repeated delivery is refused') {
      if (bodies.has(body.toString())) return 409
      bodies.add(body.toString())
    }
    const { kind, ...reading } = readWebhookEvent(event)
    if (kind === 'unknown') return fault === 'unknown types drop the connection' ? undefined : 204
    if (kind === 'invalid' || !('event' in reading)) return fault === 'details are not validated' ? 204 : 422
    const { event_type, details, user_id, user_name, workspace_id } = reading.event
    const fields = Object.entries(details)
    switch (fault) {
      case 'a type crashes':
        return event_type === 'agent_run_finished' ? 500 : 204
      case 'details are closed':
        return 'added_later' in details ? 422 : 204
      case 'envelopes are closed':
        return 'added_later' in reading.event ? 422 : 204
      case 'an optional detail is required':
        return event_type === 'dataset_version_created_by_file_failed' && !('dataset_id' in details)
          ? 422
          : 204
      case 'ids have 32 bits':
        return [user_id, workspace_id, ...fields.map(([, value]) => value)].some(
          (value) => Number(value) > 2 ** 31,
        )
          ? 500
          : 204
      case 'a null comes back as text':
        return user_name === null ? 422 : 204
      default:
        return 204
    }
  }

  return async (request, response) => {
    if (fault === 'never answers') return
    if (fault === 'always drops the socket') return void request.socket.resetAndDestroy()
    const body = await buffer(request)
    const always = /^always (\d+)$/.exec(fault)?.[1]
    if (always) return void response.writeHead(Number(always)).end()
    if (fault === 'always a redirect') return void response.writeHead(307, { location: '/moved' }).end()
    const status = statusOf(request, body)
    if (status === undefined) return void request.socket.resetAndDestroy()
    response.writeHead(status).end()
  }
}

const lone = /(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])/g
const number = /(?<=[[ ])-?[0-9][0-9.e+-]*(?=[,\]])/g

function rewritten(body: Buffer): string {
  try {
    return JSON.stringify(JSON.parse(body.toString()))
  } catch {
    return ''
  }
}
