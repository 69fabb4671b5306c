import type { Change } from './change.js'
import { type Gap, gaps } from './gaps.js'
import type { Meaning } from './meaning.js'
import { fieldIn } from './schema.js'
import type { Strength, Subject } from './subjects.js'

/**
 * Lists what changes for receivers, who read by the tolerant contract, and for emitters, who write by the
 * strict one.
 *
 * @param version The version that `before` is from, for the words.
 */
export function contractChanges(
  before: readonly Subject[],
  after: readonly Subject[],
  version: string,
): Change[] {
  const names = new Set([...before, ...after].map(({ name }) => name))
  return [...names].flatMap((name) => {
    const old = byStrength(before, name)
    const now = byStrength(after, name)
    const kinds = new Set([...before, ...after].filter((each) => each.name === name).map(({ kind }) => kind))
    if (kinds.has('answer')) return answerChanges(name, old.tolerant, now.tolerant)
    const isNew = kinds.has('event') && !old.tolerant.length
    return [
      ...(kinds.has('event') ? eventChanges(name, old, now) : []),
      ...receiverChanges(name, old.tolerant, now.tolerant),
      ...emitterChanges(name, old.strict, now.strict),
      // A receiver reads an event that it does not know by the envelope.
      ...deliveryChanges(name, now.strict, isNew ? before.filter(isTolerantEnvelope) : old.tolerant, version),
    ]
  })
}

type Subjects = readonly Subject[]

function byStrength(subjects: Subjects, name: string): Record<Strength, Subjects> {
  const of = (strength: Strength) =>
    subjects.filter((each) => each.name === name && each.strength === strength)
  return { tolerant: of('tolerant'), strict: of('strict') }
}

function isTolerantEnvelope({ kind, strength }: Subject): boolean {
  return kind === 'envelope' && strength === 'tolerant'
}

function eventChanges(
  name: string,
  old: Record<Strength, Subjects>,
  now: Record<Strength, Subjects>,
): Change[] {
  const changes: Change[] = []
  const add = (audience: Change['audience'], size: Change['class'], words: string) =>
    changes.push(change(name, { field: '' }, audience, size, words))
  const { length: read } = old.tolerant
  const { length: reads } = now.tolerant
  const { length: sent } = old.strict
  const { length: sends } = now.strict
  if (read && !reads)
    add('receiver', 'major', 'The event is gone. A receiver reads it as unknown and never calls its handler.')
  if (reads && !read)
    add(
      'receiver',
      'minor',
      'The event is new. A receiver reads it as unknown until it upgrades. Then an exhaustive `switch` needs a case for it.',
    )
  if (sent && !sends) add('emitter', 'major', 'The event is gone. An emitter may no longer send it.')
  if (sends && !sent) add('emitter', 'minor', 'The event is new. An emitter may send it.')
  return changes
}

// What a receiver accepts and reads once it has upgraded.
function receiverChanges(name: string, old: Subjects, now: Subjects): Change[] {
  return pairs(old, now).flatMap(([before, after]) => [
    ...gaps(before, after).map((gap) =>
      change(name, gap, 'receiver', 'major', `A receiver no longer accepts ${gap.what}.`),
    ),
    ...gaps(after, before).map((gap) =>
      gap.kind === 'shape'
        ? change(
            name,
            gap,
            'receiver',
            'major',
            `A receiver may now get ${gap.what}, and code that reads the field has to handle that.`,
          )
        : change(name, gap, 'receiver', 'minor', `A receiver also accepts ${gap.what}.`),
    ),
    ...fieldsOnlyIn(before, after).map((field) =>
      change(
        name,
        { field },
        'receiver',
        'major',
        'The field is gone. Code that reads it no longer compiles.',
      ),
    ),
    ...fieldsOnlyIn(after, before).map((field) =>
      change(name, { field }, 'receiver', 'minor', 'The field is new. A receiver can read it.'),
    ),
  ])
}

// What an emitter may send once it has upgraded.
function emitterChanges(name: string, old: Subjects, now: Subjects): Change[] {
  return pairs(old, now).flatMap(([before, after]) => [
    ...gaps(before, after).map((gap) =>
      change(name, gap, 'emitter', 'major', `An emitter may no longer send ${gap.what}.`),
    ),
    ...gaps(after, before).map((gap) =>
      change(name, gap, 'emitter', 'minor', `An emitter may now send ${gap.what}.`),
    ),
  ])
}

// What an upgraded emitter may send to a receiver that has not upgraded.
function deliveryChanges(name: string, sent: Subjects, accepted: Subjects, version: string): Change[] {
  return pairs(sent, accepted).flatMap(([from, to]) =>
    gaps(from, to).map((gap) =>
      change(
        name,
        gap,
        'receiver',
        'major',
        `An emitter may now send ${gap.what}, which a receiver that still uses ${version} refuses.`,
      ),
    ),
  )
}

// Whether a receiver reads or writes such a schema is not known, so each difference may break one side.
function answerChanges(name: string, old: Subjects, now: Subjects): Change[] {
  return pairs(old, now).flatMap(([before, after]) => [
    ...gaps(before, after).map((gap) =>
      change(name, gap, 'schema consumer', 'major', `The schema no longer accepts ${gap.what}.`),
    ),
    ...gaps(after, before).map((gap) =>
      change(name, gap, 'schema consumer', 'major', `The schema now accepts ${gap.what}.`),
    ),
  ])
}

// One release describes an event in several files, usually with one meaning.
function pairs(from: Subjects, to: Subjects): [from: Meaning, to: Meaning][] {
  return distinct(from).flatMap((a) => distinct(to).map((b): [Meaning, Meaning] => [a, b]))
}

function distinct(subjects: Subjects): Meaning[] {
  const meanings: Meaning[] = []
  for (const { meaning } of subjects) {
    const known = meanings.some((each) => !gaps(each, meaning).length && !gaps(meaning, each).length)
    if (!known) meanings.push(meaning)
  }
  return meanings
}

function fieldsOnlyIn(a: Meaning, b: Meaning): string[] {
  const others = new Set(fieldsOf(b))
  return fieldsOf(a).filter((field) => !others.has(field))
}

function fieldsOf({ object, array }: Meaning, field = ''): string[] {
  const inside = [...(object?.properties ?? [])].flatMap(([key, meaning]) => [
    fieldIn(field, key),
    ...fieldsOf(meaning, fieldIn(field, key)),
  ])
  return array?.items ? [...inside, ...fieldsOf(array.items, fieldIn(field, '[]'))] : inside
}

function change(
  name: string,
  { field }: Pick<Gap, 'field'>,
  audience: Change['audience'],
  size: Change['class'],
  words: string,
): Change {
  return { path: fieldIn(name, field), audience, class: size, words }
}
