import { execFileSync } from 'node:child_process'
import type { Step } from './step.js'

/** What is released is what is committed. */
export const cleanTree: Step = {
  name: 'tree',
  faults(root) {
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })
    const paths = changed.split('\n').flatMap((line) => line.slice(3) || [])
    const shown = [...paths.slice(0, 3), ...(paths.length > 3 ? [`and ${paths.length - 3} more`] : [])]
    return paths.length === 0 ? [] : [`Commit or remove what Git does not have: ${shown.join(', ')}.`]
  },
}
