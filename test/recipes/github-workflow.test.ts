import { beforeEach, expect, test, vi } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import type { Receiver } from '../../src/receiver/index.js'
import { exampleEvents } from '../../src/testing/index.js'
import { moved, post, secret } from '../receiver/signed-request.js'
import { FakeGitHub, repository, token } from './fake-github.js'
import { importSample } from './samples.js'

let github: FakeGitHub
let receiver: Receiver

beforeEach(async () => {
  vi.stubEnv('GITHUB_REPOSITORY', repository)
  vi.stubEnv('GITHUB_TOKEN', token)
  vi.stubEnv('WEBHOOK_SECRET', secret)
  github = new FakeGitHub()
  await github.start()
  receiver = (await importSample<{ receiver: Receiver }>('github-dispatch.ts')).receiver
  return () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

const deliver = async (body: string) => (await receiver.fetch(post(body))).status

test.each(Object.entries(exampleEvents))('GitHub answers 422 to %s as it is', async (_, event) => {
  const headers = { authorization: `Bearer ${token}` }
  const body = JSON.stringify(event)
  const url = `https://api.github.com/repos/${repository}/dispatches`
  expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(422)
})

test('a moved label and a new version start the workflow, with the whole event', async () => {
  for (const type of ['prompt_template_label_moved', 'prompt_template_version_created'] as const) {
    const event = catalog[type].example
    expect(await deliver(JSON.stringify(event))).toBe(204)
    const delivery_id = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(github.dispatched.pop()).toEqual({ event_type: type, client_payload: { delivery_id, event } })
  }
})

test('other events do not', async () => {
  expect(await deliver(JSON.stringify(catalog.prompt_template_deleted.example))).toBe(204)
  expect(github.dispatched).toEqual([])
})

test('GitHub accepts a name in any script, and keys that the sender adds later', async () => {
  const event = JSON.parse(moved.replace('Hello', 'José 😀 $(id)'))
  for (let index = 0; index < 20; index++) event[`later_${index}`] = index
  expect(await deliver(JSON.stringify(event))).toBe(204)
  expect(github.dispatched[0]?.client_payload.event).toEqual(event)
})

test('an event that comes twice has the same delivery id', async () => {
  await deliver(moved)
  await deliver(moved)
  const ids = github.dispatched.map(({ client_payload }) => client_payload.delivery_id)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test.each([401, 403, 404, 422, 429, 503])(
  'the sender can send again what GitHub answers %i',
  async (failure) => {
    const error = vi.spyOn(console, 'error').mockReturnValue()
    github.failure = failure
    expect(await deliver(moved)).toBe(500)
    expect(String(error.mock.calls[0])).toContain(`GitHub answers ${failure}: {"message":"the reason"}`)
    github.failure = undefined
    expect(await deliver(moved)).toBe(204)
    expect(github.dispatched).toHaveLength(1)
  },
)

test('without a token the sender gets 500', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  vi.stubEnv('GITHUB_TOKEN', '')
  expect(await deliver(moved)).toBe(500)
  expect(github.dispatched).toEqual([])
})
