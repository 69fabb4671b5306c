import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import type { WebhookEvent } from '../../src/index.js'
import type { Receiver } from '../../src/receiver/index.js'
import { post, secret } from '../receiver/signed-request.js'
import { arbitraryChange, RegistryModel } from '../registry/registry-model.js'
import { apiKey, FakeRegistry, templateOf } from './fake-registry.js'
import { importSample } from './samples.js'

/** A change that gives no template a name that looks like the id of another, which `fetchPrompt` refuses. */
export const arbitraryTemplateChange = arbitraryChange.filter(({ name }) => !/^\d+$/.test(name))

/** Runs git in a folder and returns its output. */
export const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()

/** Until the test ends: a registry, a clone with its remote repository, and a receiver that commits to it. */
export async function startGitRecipe() {
  vi.stubEnv('PROMPTLAYER_API_KEY', apiKey)
  vi.stubEnv('WEBHOOK_SECRET', secret)
  // The settings of the person who runs the tests must not matter.
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
  vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null')
  onTestFinished(() => void vi.unstubAllEnvs())
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
