import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readSchemaFiles } from '../../compat/schema-files.js'
import { type EditableFiles, editableCopy } from './edit-schemas.js'

/** A project with the schemas of this one. */
export interface Project {
  readonly version: string
  /** The released versions, with the same schemas. Default: 0.1.0. */
  readonly releases?: readonly string[]
  /** Changes the working schemas. */
  readonly change?: (files: EditableFiles) => void
  /** The pending changesets. */
  readonly changesets?: readonly (readonly [bump: string, text: string])[]
}

/** Writes a project to a new folder and returns that. */
export function createProject({ version, releases = ['0.1.0'], change, changesets = [] }: Project): string {
  const root = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'prompt-webhooks', version }))
  const files = editableCopy(readSchemaFiles('schemas/v1'))
  change?.(files)
  for (const [path, content] of files) {
    const target = join(root, 'schemas/v1', path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, JSON.stringify(content))
  }
  for (const release of releases)
    cpSync('schemas/v1', join(root, 'schemas/released', release), { recursive: true })
  mkdirSync(join(root, '.changeset'))
  changesets.forEach(([bump, text], index) => {
    const releasesOf = `"prompt-webhooks": ${bump}\n"prompt-webhooks-hub": major`
    writeFileSync(join(root, `.changeset/change-${index}.md`), `---\n${releasesOf}\n---\n\n${text}\n`)
  })
  return root
}
