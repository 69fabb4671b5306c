// How what this repository does grows with the number of events: generating, checking the types of the
// sources, and the hub's pages. Works on a copy, to which it adds synthetic events.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { events } from '../src/contract/catalog.js'
import { copyRepository } from '../test/support/repository-copy.js'
import { slowestMedian } from './interleave.js'
import { report, table } from './performance-page.js'

const eventFile = 'src/contract/events/prompt-template.ts'

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

const program = `import { createApp, createHub } from 'prompt-webhooks-hub'
const hub = await createHub({ work: false })
const app = createApp(hub)
const times = { '/event-types': [], '/settings/webhooks': [] }
for (let round = 0; round < 25; round++) {
  for (const [path, ofPath] of Object.entries(times)) {
    const start = performance.now()
    const response = await app.request('http://localhost' + path)
    await response.text()
    if (!response.ok) throw new Error(path + ' answers ' + response.status)
    ofPath.push(performance.now() - start)
  }
}
await hub.close()
console.log(JSON.stringify(times))
`

const rows: string[][] = []
for (const count of [events.length, 100, 500]) {
  const copy = copyRepository()
  grow(copy, count - events.length)
  const seconds = (command: string, ...args: string[]) => {
    const start = performance.now()
    execFileSync(command, args, { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] })
    return `${((performance.now() - start) / 1000).toFixed(1)} s`
  }
  const generate = seconds(process.execPath, '--import', 'tsx', 'src/codegen/generate.ts')
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] })
  const types = seconds(
    process.execPath,
    'node_modules/typescript-7/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--noEmit',
  )
  writeFileSync(join(copy, 'pages.mjs'), program)
  const times = JSON.parse(execFileSync(process.execPath, ['pages.mjs'], { cwd: copy, encoding: 'utf8' }))
  rows.push([String(count), generate, types, `${slowestMedian(times).toFixed(0)} ms`])
  rmSync(copy, { recursive: true })
}
report('repository', table(['events', '`npm run generate`', '`tsc` of `src`', 'a page of the hub'], rows))
