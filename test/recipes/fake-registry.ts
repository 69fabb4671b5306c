import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { PromptTemplateState } from '../../src/registry/index.js'
import { serve, standInFor } from './loopback.js'

/** The key that the fake accepts. */
export const apiKey = 'test-key'

/**
 * The part of PromptLayer's REST API that reads a template, as its OpenAPI document of 2026-08 has it: `GET
 * /prompt-templates/{identifier}` gives the template, from a cache unless the request says `no-cache`, and
 * `POST` gives it with the input variables filled in.
 */
export class FakeRegistry {
  /** The templates as they are now. */
  templates: readonly PromptTemplateState[] = []
  /** A status that the API answers everything with. */
  failure: number | undefined
  /** Whether a name that looks like an id wins over the id. It is undocumented which of them does. */
  prefersNames = false
  /** The requests so far. */
  readonly requests: string[] = []
  readonly #cached = new Map<string, string>()

  /** Serves in place of the API until the test ends. */
  async start(): Promise<void> {
    const address = await serve((request, response) => void this.#answer(request, response))
    standInFor('https://api.promptlayer.com', address)
  }

  /** The text of a version of a template. */
  static textOf(id: number, version: number): string {
    return `Text ${version} of template ${id}, for {who}, with @@@snippet@@@`
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const url = new URL(request.url ?? '', 'http://localhost')
    const body = await text(request)
    this.requests.push(`${method} ${url.pathname}${url.search}`)
    const send = (status: number, value: object | string) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(typeof value === 'string' ? value : JSON.stringify(value))
    }
    const fail = (status: number, message: string) => send(status, { success: false, message })
    if (this.failure) return fail(this.failure, 'the reason')
    if (headers['x-api-key'] !== apiKey) return fail(401, 'Unauthorized')
    const [, identifier] = /^\/prompt-templates\/([^/]+)$/.exec(url.pathname) ?? []
    if (identifier === undefined) return fail(404, 'Not found')
    const isGet = method === 'GET'
    const key = request.url ?? ''
    const cached = this.#cached.get(key)
    if (isGet && cached && headers['cache-control'] !== 'no-cache') return send(200, cached)

    const asked = isGet ? Object.fromEntries(url.searchParams) : JSON.parse(body || '{}')
    const { label, version } = asked
    if (label !== undefined && version !== undefined) return fail(422, 'label and version')
    if (version !== undefined && !/^[1-9]\d*$/.test(version)) return fail(422, 'version')
    const template = this.#find(decodeURIComponent(identifier))
    const found = label === undefined ? Number(version ?? template?.latestVersion) : template?.labels[label]
    if (!template || !found || found > template.latestVersion) return fail(404, 'Not found')

    const original = FakeRegistry.textOf(template.id, found)
    const prompt = { id: template.id, prompt_name: template.name, version: found, metadata: null }
    if (!isGet) {
      const rendered = original.replace('{who}', asked.input_variables?.who ?? '')
      return send(200, { ...prompt, prompt_template: templateOf(rendered), llm_kwargs: {} })
    }
    const shown =
      asked.resolve_snippets === 'false' ? original : original.replace('@@@snippet@@@', 'a snippet')
    const raw = {
      success: true,
      ...prompt,
      workspace_id: 1,
      prompt_template: templateOf(shown),
      snippets: [],
    }
    this.#cached.set(key, JSON.stringify(raw))
    return send(200, raw)
  }

  #find(identifier: string): PromptTemplateState | undefined {
    const named = this.templates.find(({ name }) => name === identifier)
    const found = this.templates.find(({ id }) => String(id) === identifier)
    return this.prefersNames ? (named ?? found) : (found ?? named)
  }
}

/** A template with this text, in the form of the API. */
export function templateOf(content: string) {
  return { type: 'completion', content: [{ type: 'text', text: content }] }
}
