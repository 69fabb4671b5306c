// How what this repository does grows with the number of events: generating, checking types, and the hub's
// pages. Works on a copy, to which it adds synthetic events.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { events } from '../src/contract/catalog.js'
import { report, table } from './performance-page.js'

const eventFile = 'src/contract/events/prompt-template.ts'
const leftOut = new Set(['node_modules', 'dist', '.git', 'modules'])

/** Adds events with the fields of a deleted template to the copy. */
function grow(copy: string, count: number): void {
  const entries = Array.from(
    { length: count },
    (_, index) => `
  defineEvent({
    type: 'prompt_template_synthetic_${index}',
    description: 'A synthetic event.',
    subject,
    details: { prompt_template_id, prompt_template_name, synthetic_${index}_label: prompt_template_label },
    example: {
      details: { prompt_template_id: 8, prompt_template_name: 'Hello', synthetic_${index}_label: 'prod' },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-01-01T00:00:00',
    },
  }),`,
  )
  const source = readFileSync(join(copy, eventFile), 'utf8')
  writeFileSync(
    join(copy, eventFile),
    source.replace(/\n\] as const\n$/, `${entries.join('')}\n] as const\n`),
  )
}

function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  cpSync('.', copy, { recursive: true, filter: (path) => !leftOut.has(basename(path)) })
  // The workspaces refer to the copy, all other packages to the ones that are installed.
  mkdirSync(join(copy, 'node_modules'))
  const own = { 'prompt-webhooks': '..', 'prompt-webhooks-hub': '../hub' }
  for (const name of readdirSync('node_modules').filter((each) => !Object.hasOwn(own, each))) {
    symlinkSync(resolve('node_modules', name), join(copy, 'node_modules', name))
  }
  for (const [name, target] of Object.entries(own)) symlinkSync(target, join(copy, 'node_modules', name))
  if (existsSync('hub/node_modules')) symlinkSync(resolve('hub/node_modules'), join(copy, 'hub/node_modules'))
  return copy
}

const program = `import { createApp, createHub } from 'prompt-webhooks-hub'
const hub = await createHub({ work: false })
const app = createApp(hub)
const times = []
for (let round = 0; round < 25; round++) {
  for (const path of ['/events', '/settings/webhooks']) {
    const start = performance.now()
    const response = await app.request('http://localhost' + path)
    await response.text()
    if (!response.ok) throw new Error(path + ' answers ' + response.status)
    times.push(performance.now() - start)
  }
}
await hub.close()
console.log(times.sort((a, b) => a - b)[25])
`

const rows: string[][] = []
for (const count of [events.length, 100, 500]) {
  const copy = copyOfRepository()
  grow(copy, count - events.length)
  const seconds = (command: string, ...args: string[]) => {
    const start = performance.now()
    execFileSync(command, args, { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] })
    return `${((performance.now() - start) / 1000).toFixed(1)} s`
  }
  const generate = seconds(process.execPath, '--import', 'tsx', 'src/codegen/generate.ts')
  const types = seconds(process.execPath, 'node_modules/typescript-7/bin/tsc', '-p', '.')
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(join(copy, 'pages.mjs'), program)
  const page = execFileSync(process.execPath, ['pages.mjs'], { cwd: copy, encoding: 'utf8' })
  rows.push([String(count), generate, types, `${Number(page).toFixed(0)} ms`])
  rmSync(copy, { recursive: true })
}
report(
  'repository',
  table(['events', '`npm run generate`', '`tsc` of everything', 'a page of the hub'], rows),
)
