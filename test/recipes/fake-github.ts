import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { serve, standInFor } from './loopback.js'

/** The repository and the token that the fake accepts. */
export const repository = 'owner/name'
export const token = 'test-token'

/** What a workflow gets as `github.event`. */
export interface RepositoryDispatch {
  readonly event_type: string
  readonly client_payload: Readonly<Record<string, unknown>>
}

/** GitHub's `POST /repos/{owner}/{repo}/dispatches`, as its REST reference and OpenAPI document have it. */
export class FakeGitHub {
  /** What was accepted so far. */
  readonly dispatched: RepositoryDispatch[] = []
  /** A status that the API answers everything with. */
  failure: number | undefined

  /** Serves in place of the API until the test ends. */
  async start(): Promise<void> {
    const address = await serve((request, response) => void this.#answer(request, response))
    standInFor('https://api.github.com', address)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const fail = (status: number, message: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
    if (this.failure) return void fail(this.failure, 'the reason')
    // GitHub refuses requests without one.
    if (!request.headers['user-agent']) return void fail(403, 'Request forbidden by administrative rules')
    if (request.headers.authorization !== `Bearer ${token}`) return void fail(401, 'Bad credentials')
    const target = `${request.method} ${request.url}`
    if (target !== `POST /repos/${repository}/dispatches`) return void fail(404, 'Not Found')
    const dispatch = JSON.parse(body)
    const wrong = faultOf(dispatch, body)
    if (wrong) return void fail(422, wrong)
    this.dispatched.push(dispatch)
    response.writeHead(204).end()
  }
}

function faultOf(dispatch: Partial<RepositoryDispatch>, body: string): string | undefined {
  const { event_type, client_payload = {}, ...others } = dispatch
  const [other] = Object.keys(others)
  if (other !== undefined) return `Invalid request. "${other}" is not a permitted key.`
  if (typeof event_type !== 'string' || event_type === '')
    return 'Invalid request. "event_type" wasn\'t supplied.'
  if (event_type.length > 100) return 'event_type is too long (maximum is 100 characters)'
  if (Object.keys(client_payload).length > 10) return 'No more than 10 properties are allowed'
  return Buffer.byteLength(body) < 64 * 1024 ? undefined : 'client_payload is too large'
}
