import type { Bump } from './bump.js'
import type { Audience, Change } from './change.js'

/** Tells in words what changed, for whom, and how large each change is. */
export function reportOf(required: Bump, changes: readonly Change[], version: string): string {
  const audiences: readonly Audience[] = ['receiver', 'emitter', 'schema consumer']
  const sections = audiences.flatMap((audience) => {
    const own = changes.filter((change) => change.audience === audience)
    return own.length ? ['', `For a ${audience}:`, ...linesOf(own)] : []
  })
  const summary =
    required === 'none'
      ? `The published schemas mean the same as those of ${version}.`
      : `The published schemas differ from those of ${version}. By docs/versioning.md the change is ${required}.`
  return [summary, ...sections].join('\n')
}

// Many events change in the same way when the envelope does.
function linesOf(changes: readonly Change[]): string[] {
  const paths = new Map<string, string[]>()
  for (const { class: size, words, path } of changes) {
    const line = `  ${size.padEnd(5)}  ${words}`
    paths.set(line, [...(paths.get(line) ?? []), path])
  }
  return [...paths].flatMap(([line, where]) => [line, ...where.map((path) => `         ${path}`)])
}
