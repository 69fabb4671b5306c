import { execFileSync } from 'node:child_process'
import tools from './tools.json' with { type: 'json' }

/**
 * The path of a Node 20 outside this repository, which brings a newer one. Check `hasTools('Node 20')` first.
 */
export function node20(): string {
  return execFileSync('sh', ['-c', tools['Node 20'].probe], { encoding: 'utf8' }).trim()
}
