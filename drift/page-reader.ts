import type { Block } from './block.js'
import { contract } from './contract.js'
import { readDeclaredField } from './declared-field.js'
import { isTypeName, readDeclaredType } from './declared-type.js'
import { type Example, fieldsOf, type Members, readExample, statementOf } from './example.js'
import type { Documentation, Fields, Statement } from './statement.js'

/** A page of the sender's documentation. */
export interface Page extends Documentation {
  /** Why parts of the page were not understood. If there are any, what the page lacks is not known. */
  readonly problems: readonly string[]
}

type GrowingFields = Map<string, Statement[]>
interface Section {
  readonly type: string
  readonly level: number
}

const wholeType = /^[A-Za-z][A-Za-z0-9]*(?:[_.][A-Za-z0-9]+)+$/
const typeInProse = /(?<![\w.])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w.])/g

/** Collects what the blocks of a page document. */
export class PageReader {
  readonly #events = new Map<string, GrowingFields>()
  readonly #envelope: GrowingFields = new Map()
  readonly #problems = new Set<string>()
  /** The events with an example, or with a row that lists their fields. */
  readonly #described = new Set<string>()
  readonly #sections: Section[] = []
  readonly #lists: string[][] = []
  readonly #rowsWithoutFields: string[] = []
  readonly #names = new Set<string>()
  #section: Section | undefined
  #heading = { text: '', level: 0 }

  read(block: Block): void {
    if (block.kind === 'heading') this.#readHeading(block.text, block.level)
    else if (block.kind === 'code') this.#readCode(block.text, block.language)
    else if (block.kind === 'list') this.#readList(block.items)
    else if (block.kind === 'event') this.#readRow(block.type, block.fields)
    else if (block.kind === 'names') for (const name of block.names) this.#names.add(name)
    else this.#problems.add(block.problem)
  }

  /** Returns the page, after its last block. */
  end(): Page {
    const events = this.#events
    const fields = new Set([...events.values(), this.#envelope].flatMap((each) => [...each.keys()]))
    for (const { type } of this.#sections) {
      // A heading can also be about a field.
      if (this.#described.has(type) || fields.has(type)) continue
      this.#problems.add(`The section ${type} has no example of its details.`)
    }
    for (const type of this.#rowsWithoutFields) {
      // A table can list the events that have sections.
      if (!events.has(type)) this.#problems.add(`The row ${type} lists no fields.`)
    }
    for (const types of this.#lists) {
      if (!types.some((type) => events.has(type))) continue
      for (const type of types) {
        if (!events.has(type)) this.#problems.add(`The page lists ${type}, but does not describe it.`)
      }
    }
    if (!events.size) this.#problems.add('The page documents no event.')
    const known = new Set(
      [contract, { events, envelope: this.#envelope }].flatMap((each) => [...namesOf(each)]),
    )
    for (const name of this.#names) {
      if (known.has(name) || [...this.#problems].some((problem) => problem.includes(name))) continue
      this.#problems.add(`The page names ${name}, but does not describe it.`)
    }
    return { events, envelope: this.#envelope, problems: [...this.#problems] }
  }

  #readHeading(text: string, level: number): void {
    this.#heading = { text, level }
    const [type, ...others] = wholeType.test(text) ? [text] : new Set(text.match(typeInProse))
    if (type !== undefined && !others.length) {
      this.#section = { type, level }
      this.#sections.push(this.#section)
    } else if (this.#section && level <= this.#section.level) {
      this.#section = undefined
    }
  }

  #readCode(text: string, language: string): void {
    const isJson = /^json/i.test(language) || (language === '' && text.trimStart().startsWith('{'))
    if (!isJson) return
    if (this.#section) this.#described.add(this.#section.type)
    const example = readExample(text)
    const members = example?.members
    const place = this.#section ? `of ${this.#section.type}` : 'outside the sections of the events'
    if (!example)
      this.#problems.add(`The example ${place} is not JSON, even with trailing commas and comments.`)
    else if (members?.has('event_type') && members.has('details')) this.#readPayload(members)
    else if (this.#section && members) this.#readDetailsOf(this.#section, members)
    else if (this.#section) this.#problems.add(`The example ${place} is not an object.`)
    else if (members && this.#looksLikeAnEvent(members)) {
      this.#problems.add(`The example below "${this.#heading.text}" has no event type.`)
    }
  }

  /** Whether an example outside the sections may be that of an event whose heading was not understood. */
  #looksLikeAnEvent(members: Members): boolean {
    return members.has('details') || this.#sections.some(({ level }) => level === this.#heading.level)
  }

  /** Reads a whole payload: an example, or the names of the types of its fields. */
  #readPayload(members: Members): void {
    const type = members.get('event_type')?.text ?? ''
    const details = members.get('details')?.members
    if (!details || isTypeName(type)) {
      for (const [name, value] of members) this.#declareEnvelopeField(name, value)
    } else if (this.#section && this.#section.type !== type) {
      this.#problems.add(`The example of ${this.#section.type} has another event type: ${type}.`)
    } else {
      this.#described.add(type)
      this.#readExample(type, details, members)
    }
  }

  /** Reads the example of a section: the details, or an object that holds them. */
  #readDetailsOf(section: Section, members: Members): void {
    const details = members.get('details')?.members
    this.#readExample(section.type, details ?? members, details ? members : new Map())
  }

  #readExample(type: string, details: Members, payload: Members): void {
    addAll(this.#fieldsOf(type), fieldsOf(details))
    const rest = [...payload].filter(([name]) => name !== 'event_type' && name !== 'details')
    addAll(this.#envelope, fieldsOf(new Map(rest)))
  }

  #declareEnvelopeField(name: string, value: Example): void {
    const { text, optional } = value
    const statement = text === undefined ? statementOf(value) : readDeclaredType(text)
    if (statement) add(this.#envelope, name, { ...statement, ...(optional && { optional }) })
    else this.#problems.add(`The type of ${name} in the envelope is not understood: ${text}.`)
  }

  #readList(items: readonly string[]): void {
    for (const item of items) this.#readItem(item)
    this.#lists.push(
      items.map((item) => item.replaceAll('`', '')).filter((item) => /^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(item)),
    )
  }

  #readItem(item: string): void {
    // Also outside of the sections, and of a table whose cells are not code.
    const [name] = /(?<=^`)[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?=`)/.exec(item) ?? []
    if (name !== undefined) this.#names.add(name)
    if (!this.#section) return
    const { type } = this.#section
    const declared = readDeclaredField(item)
    if (declared) add(this.#fieldsOf(type), declared.name, declared.statement)
    else if (/^`[A-Za-z_]\w*`[?]?\s*\S/.test(item)) this.#refuseField(type, item)
  }

  #readRow(type: string, texts: readonly string[]): void {
    if (!texts.length) {
      this.#rowsWithoutFields.push(type)
      return
    }
    this.#described.add(type)
    const fields = this.#fieldsOf(type)
    for (const text of texts) {
      const declared = readDeclaredField(text)
      if (declared) add(fields, declared.name, declared.statement)
      else this.#refuseField(type, text)
    }
  }

  #refuseField(type: string, text: string): void {
    const line = text.trim().replaceAll(/\s+/g, ' ')
    this.#problems.add(`A field of ${type} is not of the form \`field (type)\`: ${line}.`)
  }

  #fieldsOf(type: string): GrowingFields {
    const fields = this.#events.get(type) ?? new Map()
    this.#events.set(type, fields)
    return fields
  }
}

/** The types of events, the names of fields and the known values. */
function* namesOf({ events, envelope }: Documentation): Generator<string> {
  yield* events.keys()
  for (const fields of [...events.values(), envelope]) yield* namesIn(fields)
}

function* namesIn(fields: Fields): Generator<string> {
  for (const [name, statements] of fields) {
    yield name
    for (const statement of statements) yield* namesInStatement(statement)
  }
}

function* namesInStatement({ values = [], items = [], fields }: Statement): Generator<string> {
  yield* values
  for (const item of items) yield* namesInStatement(item)
  if (fields) yield* namesIn(fields)
}

function addAll(fields: GrowingFields, more: Fields): void {
  for (const [name, statements] of more) for (const statement of statements) add(fields, name, statement)
}

function add(fields: GrowingFields, name: string, statement: Statement): void {
  fields.set(name, [...(fields.get(name) ?? []), statement])
}
