import { isCi } from './tools.js'

/** How often a long random test runs: `runs` times in CI, and a tenth of that elsewhere. */
export function fuzzRuns(runs: number): number {
  return isCi() ? runs : Math.ceil(runs / 10)
}
