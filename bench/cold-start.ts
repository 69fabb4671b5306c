import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import { interleave, lowerQuartile } from './interleave.js'
import { report, table } from './performance-page.js'

// What a program without a bundler waits for: each entry in its own process, beside an empty one.
const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
const event = readFileSync('examples/payloads/prompt_template_deleted.json', 'utf8')
const programs: Record<string, string> = { empty: '' }
for (const [path, target] of Object.entries(packageJson.exports)) {
  // These two load a library.
  if (typeof target === 'string' || /vitest|prompt-cache/.test(path)) continue
  const entry = pathToFileURL('node' in target.import ? target.import.node : target.import.default).href
  programs[path] = `import ${JSON.stringify(entry)}`
  if (path === '.') {
    programs['. and a check'] =
      `import { isWebhookEvent } from ${JSON.stringify(entry)}; if (!isWebhookEvent(${event})) throw new Error('invalid')`
  }
}
const rounds = 40
const peers = Object.entries(programs).map(([name, source], index) => {
  const file = join(folder, `${index}.mjs`)
  writeFileSync(file, source)
  const run = () => {
    const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  return [name, run] as const
})
const seconds = await interleave(Object.fromEntries(peers), rounds)
rmSync(folder, { recursive: true })
report(
  'cold-start',
  table(
    ['', 'over an empty process'],
    Object.entries(seconds).map(([name, each]) => {
      const more = Math.max(lowerQuartile(each) - lowerQuartile(seconds.empty ?? []), 0)
      return [`\`${name}\``, `${(more * 1e3).toFixed(1)} ms`]
    }),
  ),
)
