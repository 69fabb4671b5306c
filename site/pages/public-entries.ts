import { readFileSync } from 'node:fs'
import { posix } from 'node:path'

/** A module that users import. */
export interface PublicEntry {
  /** What they import, such as `prompt-webhooks/receiver`. */
  readonly specifier: string
  /** The file that it is built from, by its path from the root. */
  readonly source: string
  /** The declarations in the built package, by their path from the root. */
  readonly declarations: string
}

interface Target {
  readonly types?: string
  readonly import?: { readonly types: string }
}

/** Lists the modules that both packages export, as their `package.json` says. */
export function publicEntries(): readonly PublicEntry[] {
  return ['', 'hub'].flatMap((folder) => {
    const { name, exports }: { name: string; exports: Record<string, Target> } = JSON.parse(
      readFileSync(posix.join(folder, 'package.json'), 'utf8'),
    )
    return Object.entries(exports).flatMap(([path, target]): PublicEntry[] => {
      const declarations = target.import?.types ?? target.types
      if (declarations === undefined) return []
      const source = declarations.replace('dist', 'src').replace('.d.ts', '.ts')
      return [
        {
          specifier: `${name}${path.slice(1)}`,
          source: posix.join(folder, source),
          declarations: posix.join(folder, declarations),
        },
      ]
    })
  })
}
