import type { Change, ChangeClass } from './change.js'
import { definitionsOf, type Schema, visitSchemas } from './schema.js'
import { isSchemaDocument, type SchemaFiles } from './schema-files.js'
import type { Subject } from './subjects.js'

/**
 * Lists what changes for programs that refer to a published file by its path or `$id`, to a definition by
 * its key, or to a generated type by the title of its schema.
 */
export function nameChanges(before: SchemaFiles, after: SchemaFiles): Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)]
    if (now === undefined) return [change(path, 'major', 'It is gone.')]
    if (old === undefined) return [change(path, 'minor', 'It is new.')]
    if (!isSchemaDocument(old)) return []
    if (!isSchemaDocument(now)) return [change(path, 'major', 'It is no longer a JSON Schema.')]
    return namesOfDocument(path, old, now)
  })
}

/**
 * Lists what a file no longer describes, such as an event that left the union of all events.
 *
 * @param files The published files after the change. One that describes nothing is among them.
 */
export function coverageChanges(
  before: readonly Subject[],
  after: readonly Subject[],
  files: SchemaFiles,
): Change[] {
  const covered = new Set(after.map(({ file, name }) => `${file} ${name}`))
  return before
    .filter(({ file, name }) => files.has(file) && !covered.has(`${file} ${name}`))
    .map(({ file, name }) => change(file, 'major', `It no longer describes \`${name}\`.`))
}

function namesOfDocument(path: string, old: Schema, now: Schema): Change[] {
  const identity = (['$id', '$schema'] as const)
    .filter((keyword) => old[keyword] !== now[keyword])
    .map((keyword) =>
      change(
        path,
        'major',
        `\`${keyword}\` is ${JSON.stringify(now[keyword])}, no longer ${JSON.stringify(old[keyword])}.`,
      ),
    )
  const [oldDefinitions, definitions] = [definitionsOf(old), definitionsOf(now)]
  const gone = Object.keys(oldDefinitions).filter((key) => !definitions[key])
  const added = Object.keys(definitions).filter((key) => !oldDefinitions[key])
  return [
    ...identity,
    ...gone.map((key) => change(`${path}#${key}`, 'major', 'It is gone.')),
    ...added.map((key) => change(`${path}#${key}`, 'minor', 'It is new.')),
    ...titleChanges(path, old, now),
    ...Object.entries(definitions).flatMap(([key, definition]) =>
      oldDefinitions[key] ? titleChanges(path, oldDefinitions[key], definition) : [],
    ),
  ]
}

// Code generators name the types of objects after their titles.
function titleChanges(path: string, old: Schema, now: Schema): Change[] {
  const titles = titlesOf(now)
  return [...titlesOf(old)].flatMap(([field, title]) => {
    const other = titles.get(field)
    if (!titles.has(field) || title === undefined || title === other) return []
    const words = `The title ${JSON.stringify(title)}, which names a generated type, is now ${JSON.stringify(other ?? '')}.`
    return [change(path, 'major', words)]
  })
}

function titlesOf(schema: Schema): Map<string, string | undefined> {
  const titles = new Map<string, string | undefined>()
  visitSchemas(schema, ({ title, type, properties }, field) => {
    if (type === 'object' || properties || field === '') titles.set(field, titles.get(field) ?? title)
  })
  return titles
}

function change(path: string, size: ChangeClass, words: string): Change {
  return { path, audience: 'schema consumer', class: size, words }
}
