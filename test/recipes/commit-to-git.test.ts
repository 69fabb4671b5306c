import { execFileSync } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { WebhookEvent } from '../../src/index.js'
import type { Receiver } from '../../src/receiver/index.js'
import { post, secret } from '../receiver/signed-request.js'
import { arbitraryChange, RegistryModel } from '../registry/registry-model.js'
import { seed } from '../support/random-seed.js'
import { apiKey, FakeRegistry, templateOf } from './fake-registry.js'
import { importSample } from './samples.js'

beforeEach(() => {
  vi.stubEnv('PROMPTLAYER_API_KEY', apiKey)
  vi.stubEnv('WEBHOOK_SECRET', secret)
  // The settings of whoever runs the tests must not matter.
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
  vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null')
  return () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()

/** A registry, a clone with its remote repository, and a receiver that commits to it. */
async function start() {
  const model = new RegistryModel()
  const registry = new FakeRegistry()
  await registry.start()
  const folder = mkdtempSync(join(tmpdir(), 'recipes-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const remote = join(folder, 'remote.git')
  const clone = join(folder, 'clone')
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote)
  git(folder, 'clone', '--quiet', remote, clone)
  git(clone, 'config', 'user.name', 'Recipes')
  git(clone, 'config', 'user.email', 'recipes@example.com')
  git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'Begin')
  git(clone, 'push', '--quiet', '--set-upstream', 'origin', 'HEAD:main')
  vi.stubEnv('PROMPTS_REPOSITORY', clone)
  const { receiver } = await importSample<{ receiver: Receiver }>('commit-prompts.ts')

  return {
    registry,
    remote,
    clone,
    /** Makes a change in the registry and returns its event, if there is one. */
    change(change: Parameters<RegistryModel['change']>[0]): WebhookEvent | undefined {
      const event = model.change(change)
      registry.templates = [...model.states().values()]
      return event
    },
    deliver: async (event: WebhookEvent) => (await receiver.fetch(post(JSON.stringify(event)))).status,
    /** The files that were pushed, by path. */
    pushed(): Record<string, string> {
      const paths = git(remote, 'ls-tree', '-r', '--name-only', 'main').split('\n').filter(Boolean)
      return Object.fromEntries(paths.map((path) => [path, git(remote, 'show', `main:${path}`)]))
    },
    /** The files that there must be, by path. */
    expected(): Record<string, string> {
      return Object.fromEntries(
        registry.templates.map(({ id, name, latestVersion: version }) => {
          const prompt_template = templateOf(FakeRegistry.textOf(id, version))
          return [`prompts/${id}.json`, JSON.stringify({ name, version, prompt_template }, null, 2)]
        }),
      )
    },
    tree: () => git(remote, 'rev-parse', 'main^{tree}'),
    commits: () => Number(git(remote, 'rev-list', '--count', 'main')) - 1,
  }
}

test('1,000 shuffled and repeated events leave one identical tree', async () => {
  const changes = fc.sample(arbitraryChange, { numRuns: 60, seed })
  const inOrder = await start()
  const events: WebhookEvent[] = []
  for (const change of changes) {
    const event = inOrder.change(change)
    if (event) events.push(event)
  }
  for (const event of events) expect(await inOrder.deliver(event)).toBe(204)

  const shuffled = await start()
  for (const change of changes) shuffled.change(change)
  const repeated = Array.from({ length: 1000 }, (_, index) => events[index % events.length]) as WebhookEvent[]
  const [deliveries = []] = fc.sample(fc.shuffledSubarray(repeated, { minLength: repeated.length }), {
    numRuns: 1,
    seed,
  })
  expect(deliveries).toHaveLength(1000)
  for (const event of deliveries) expect(await shuffled.deliver(event)).toBe(204)

  expect(shuffled.pushed(), `seed ${seed}`).toEqual(inOrder.expected())
  expect(shuffled.tree()).toBe(inOrder.tree())
  // A repeated event makes no commit: there is at most one per template that is there.
  expect(shuffled.commits()).toBe(Object.keys(shuffled.expected()).length)
}, 300_000)

/** Changes, and after how many more changes the event of each is delivered: at least once, in any order. */
const arbitraryHistory = fc.array(
  fc.tuple(arbitraryChange, fc.array(fc.nat(8), { minLength: 1, maxLength: 3 })),
  { minLength: 1, maxLength: 20 },
)

test('events that come late, twice and while the registry changes leave what the registry has', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryHistory, async (history) => {
      const recipe = await start()
      const due = new Map<number, WebhookEvent[]>()
      const deliveries: Promise<number>[] = []
      const deliverDue = (step: number) => {
        for (const event of due.get(step) ?? []) deliveries.push(recipe.deliver(event))
      }
      for (const [step, [change, delays]] of history.entries()) {
        const event = recipe.change(change)
        for (const delay of event ? delays : []) {
          due.set(step + delay, [...(due.get(step + delay) ?? []), event as WebhookEvent])
        }
        // Nobody waits for most of these, so the registry changes while they are handled.
        deliverDue(step)
        if (step % 3 === 0) await deliveries.at(-1)
      }
      for (let late = 0; late < 8; late++) deliverDue(history.length + late)
      for (const status of await Promise.all(deliveries)) expect(status).toBe(204)
      expect(recipe.pushed()).toEqual(recipe.expected())
    }),
    { seed, numRuns: 6 },
  )
}, 300_000)

const creation = { kind: 'create', which: 0, name: 'greeting', label: 'prod', version: 1 } as const
const publication = { ...creation, kind: 'publish' } as const

test('a late event does not bring back an older version, a name or a deleted template', async () => {
  const recipe = await start()
  const events = [
    creation,
    publication,
    { ...creation, kind: 'rename', name: 'new name' } as const,
    publication,
  ].map((change) => recipe.change(change) as WebhookEvent)
  for (const event of events.toReversed()) await recipe.deliver(event)
  expect(recipe.pushed()).toEqual(recipe.expected())
  expect(recipe.commits()).toBe(1)

  const deletion = recipe.change({ ...creation, kind: 'delete' }) as WebhookEvent
  for (const event of [deletion, ...events, deletion]) await recipe.deliver(event)
  expect(recipe.pushed()).toEqual({})
  expect(recipe.commits()).toBe(2)
})

test('if the API fails, nothing is written, and the sender can send the event again', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const recipe = await start()
  const event = recipe.change(creation) as WebhookEvent
  recipe.registry.failure = 503
  expect(await recipe.deliver(event)).toBe(500)
  expect(git(recipe.clone, 'status', '--porcelain')).toBe('')
  recipe.registry.failure = undefined
  expect(await recipe.deliver(event)).toBe(204)
  expect(recipe.pushed()).toEqual(recipe.expected())
})

test('if a push fails, the next event pushes both', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const recipe = await start()
  const [first, second] = [creation, creation].map((change) => recipe.change(change) as WebhookEvent)
  renameSync(recipe.remote, `${recipe.remote}.away`)
  expect(await recipe.deliver(first as WebhookEvent)).toBe(500)
  renameSync(`${recipe.remote}.away`, recipe.remote)
  expect(await recipe.deliver(second as WebhookEvent)).toBe(204)
  expect(recipe.pushed()).toEqual(recipe.expected())
})

test('what a process that died left behind is committed with the next event', async () => {
  const recipe = await start()
  const [first, second] = [creation, creation].map((change) => recipe.change(change) as WebhookEvent)
  await recipe.deliver(first as WebhookEvent)
  recipe.change(publication)
  const left = recipe.expected()['prompts/1.json']
  writeFileSync(join(recipe.clone, 'prompts/1.json'), `${left}\n`)
  await recipe.deliver(second as WebhookEvent)
  expect(recipe.pushed()).toEqual(recipe.expected())
})
