import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

const address = () => ({
  repository: { type: 'git', url: 'git+https://example.com/owner/name.git' },
  homepage: 'https://example.com/owner/name#readme',
  bugs: { url: 'https://example.com/owner/name/issues' },
})

export const contract = 'prompt-webhooks'
export const hub = 'prompt-webhooks-hub'
const tarball = { license: 'MIT', integrity: `sha512-${Buffer.alloc(64).toString('base64')}` }
const changelog = '# Changes\n\n## 1.2.3\n\n### Code\n\n- A.\n'

/** The files of two packages that are ready to release, by their paths. A `.json` file is an object. */
function soundFiles() {
  return {
    'package.json': {
      name: contract,
      version: '1.2.3',
      license: 'MIT',
      ...address(),
      workspaces: ['.', 'hub'],
      files: ['dist/*'],
    } as Record<string, unknown>,
    'hub/package.json': {
      name: hub,
      version: '1.2.3',
      license: 'MIT',
      ...address(),
      dependencies: { [contract]: '1.2.3', direct: '^1.0.0' } as Record<string, string>,
    },
    'package-lock.json': {
      packages: {
        '': { version: '1.2.3' },
        hub: { version: '1.2.3', dependencies: { [contract]: '1.2.3', direct: '^1.0.0' } },
        'node_modules/prompt-webhooks': { resolved: '.', link: true },
        'node_modules/bundled': { version: '1.0.0', dev: true, ...tarball },
        'node_modules/direct': { version: '1.0.0', dependencies: { '@scope/deep': '^2.0.0' }, ...tarball },
        'node_modules/@scope/deep': { version: '1.0.0', dev: true, ...tarball, license: 'GPL-3.0-only' },
        'node_modules/direct/node_modules/@scope/deep': { version: '2.0.0', ...tarball, license: 'ISC' },
      } as Record<string, Record<string, unknown>>,
    },
    'CHANGELOG.md': changelog,
    'hub/CHANGELOG.md': changelog,
    'hub/examples/Dockerfile': 'ARG PACKAGES=prompt-webhooks-hub@1.2.3\n',
    'hub/examples/prompt-webhooks-hub.service': '# npm install -g prompt-webhooks-hub@1.2.3.\n',
    'README.md': '# A',
    LICENSE: 'MIT',
    'dist/index.js': '',
    'dist/THIRD-PARTY-LICENSES.txt': 'bundled 1.0.0\n\nThe licence.\n',
    'schemas/v1/index.json': { a: 1 },
    'schemas/v1/A.json': { title: 'A' },
    'schemas/released/1.2.3/index.json': { a: 1 },
    'schemas/released/1.2.3/A.json': { title: 'A' },
    'schemas/released/1.2.3/payloads.jsonl': '{}\n',
    '.changeset/config.json': JSON.parse(readFileSync('.changeset/config.json', 'utf8')),
    '.gitignore': 'node_modules\n',
  }
}

export type Files = ReturnType<typeof soundFiles> & Record<string, unknown>

/**
 * Writes two packages that are ready to release to a new folder, in a Git repository with one commit, and
 * returns the folder.
 *
 * @param plant Changes the files before they are written.
 */
export function createProject(plant: (files: Files) => void = () => {}): string {
  const root = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const files: Files = soundFiles()
  plant(files)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  git(root, 'init', '--quiet')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', 'Start')
  return root
}

/** Runs Git in a project. */
export function git(root: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: root })
}
