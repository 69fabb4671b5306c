import type { Bump } from './bump.js'
import type { Audience, Change } from './change.js'

/** Tells in words what changed, for whom, and how large each change is. */
export function reportOf(required: Bump, changes: readonly Change[], version: string): string {
  const audiences: readonly Audience[] = ['receiver', 'emitter', 'schema consumer']
  const sections = audiences.flatMap((audience) => {
    const own = changes.filter((change) => change.audience === audience)
    return own.length ? ['', `For ${audience}s:`, ...linesOf(own)] : []
  })
  const summary =
    required === 'none'
      ? `The published schemas mean the same as those of ${version}.`
      : `The published schemas differ from those of ${version}. By docs/versioning.md the change is ${required}.`
  return [summary, ...sections].join('\n')
}

const maxPaths = 8

// Many events change in the same way when the envelope does.
function linesOf(changes: readonly Change[]): string[] {
  const groups = new Map<string, string[]>()
  for (const { class: size, words, path } of changes) {
    const line = `  ${size.padEnd(5)}  ${words}`
    groups.set(line, [...(groups.get(line) ?? []), path])
  }
  return [...groups].flatMap(([line, paths]) => {
    const others = paths.length - maxPaths
    const shown = others > 1 ? [...paths.slice(0, maxPaths), `and ${others} more (--json lists them)`] : paths
    return [line, ...shown.map((path) => `         ${path}`)]
  })
}
