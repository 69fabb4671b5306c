import fc from 'fast-check'
import type { WebhookEvent } from '../../src/index.js'
import type { PromptTemplateState } from '../../src/registry/index.js'

/** Names that get lost or mixed up if objects are used carelessly. */
const names = ['greeting', 'greet ing', '__proto__', 'constructor', '1', 'é😀']
const labels = ['prod', 'dev', '__proto__', 'hasOwnProperty', '1']

export const origin = { userId: 3, workspaceId: 4 }

/** A state of template 7 with at least `versions` versions. */
export function arbitraryState(versions = 1): fc.Arbitrary<PromptTemplateState> {
  return fc.integer({ min: versions, max: versions + 4 }).chain((latestVersion) =>
    fc.record({
      id: fc.constant(7),
      name: fc.constantFrom(...names),
      latestVersion: fc.constant(latestVersion),
      labels: fc.dictionary(fc.constantFrom(...labels), fc.integer({ min: 1, max: latestVersion }), {
        noNullPrototype: false,
      }),
    }),
  )
}

type StateOrNone = PromptTemplateState | null

/** Two states that can follow each other. */
export const arbitraryStep = fc.option(arbitraryState()).chain((before) => {
  const after = fc.option(arbitraryState(before?.latestVersion), { freq: 8 })
  return fc.tuple(fc.constant<StateOrNone>(before), after)
})

/** An attempted change of one of a few templates. */
export const arbitraryChange = fc.record({
  kind: fc.constantFrom(
    ...(['create', 'create', 'publish', 'publish', 'label', 'label', 'unlabel', 'rename', 'delete'] as const),
  ),
  which: fc.nat(),
  name: fc.constantFrom(...names),
  label: fc.constantFrom(...labels),
  version: fc.integer({ min: 1, max: 5 }),
})

type Change = typeof arbitraryChange extends fc.Arbitrary<infer Value> ? Value : never

/** One template of a registry, as a row in a database. */
interface Row {
  readonly id: number
  name: string
  readonly versions: number[]
  labels: [label: string, version: number][]
}

/** A sender whose changes return their documented events, one each. */
export class RegistryModel {
  rows: Row[] = []
  #lastId = 0
  #microsecond = 0

  states(): Map<number, PromptTemplateState> {
    return new Map(this.rows.map((row) => [row.id, stateOf(row)]))
  }

  /** Makes a change and returns its event, or undefined if it is not possible or changes nothing. */
  change({ kind, which, name, label, version }: Change): WebhookEvent | undefined {
    if (kind === 'create') {
      const row: Row = { id: ++this.#lastId, name, versions: [1], labels: [] }
      this.rows.push(row)
      return this.#event('created', row, { prompt_template_version_number: 1 })
    }
    const row = this.rows[which % (this.rows.length || 1)]
    if (!row) return
    const found = row.labels.find(([each]) => each === label)
    const labelled = { prompt_template_label: label, prompt_template_version_number: version }
    switch (kind) {
      case 'publish':
        row.versions.push(row.versions.length + 1)
        return this.#event('version_created', row, { prompt_template_version_number: row.versions.length })
      case 'rename': {
        const old_prompt_template_name = row.name
        if (old_prompt_template_name === name) return
        row.name = name
        return this.#event('name_changed', row, { old_prompt_template_name })
      }
      case 'delete':
        this.rows = this.rows.filter((each) => each !== row)
        return this.#event('deleted', row, {})
      case 'unlabel':
        if (!found) return
        row.labels = row.labels.filter((each) => each !== found)
        return this.#event('label_deleted', row, { ...labelled, prompt_template_version_number: found[1] })
      case 'label': {
        const [, old] = found ?? []
        if (!row.versions.includes(version) || old === version) return
        if (!found) row.labels.push([label, version])
        else found[1] = version
        if (old === undefined) return this.#event('label_created', row, labelled)
        return this.#event('label_moved', row, { ...labelled, old_prompt_template_version_number: old })
      }
    }
  }

  #event(type: string, { id, name }: Row, details: object): WebhookEvent {
    return {
      event_type: `prompt_template_${type}`,
      details: { prompt_template_id: id, prompt_template_name: name, ...details },
      user_id: 1,
      workspace_id: 1,
      timestamp: `2023-12-01T22:05:57.${String(this.#microsecond++).padStart(6, '0')}`,
    } as WebhookEvent
  }
}

/** The fields of all events. The type of an event decides which of them it has. */
interface EveryDetail {
  readonly prompt_template_id: number
  readonly prompt_template_name: string
  readonly prompt_template_version_number: number
  readonly old_prompt_template_version_number: number
  readonly old_prompt_template_name: string
  readonly prompt_template_label: string
}

/**
 * A receiver of one template that throws if an event does not fit the state before it.
 */
export class FussyReceiver {
  row: Row | undefined

  constructor(state: StateOrNone) {
    if (!state) return
    const versions = Array.from({ length: state.latestVersion }, (_, index) => index + 1)
    this.row = { ...state, versions, labels: Object.entries(state.labels) }
  }

  state(): StateOrNone {
    return this.row ? stateOf(this.row) : null
  }

  apply({ event_type, details, ...envelope }: WebhookEvent): void {
    const kind = event_type.replace('prompt_template_', '')
    const {
      prompt_template_id: id,
      prompt_template_name: name,
      prompt_template_version_number: version,
      old_prompt_template_version_number: oldVersion,
      old_prompt_template_name: oldName,
      prompt_template_label: label,
    } = details as unknown as EveryDetail
    require(envelope.user_id === origin.userId && envelope.workspace_id === origin.workspaceId, 'envelope')
    if (kind === 'created') {
      require(!this.row && version === 1, 'created once, with its first version')
      this.row = { id, name, versions: [1], labels: [] }
      return
    }
    const { row } = this
    require(row && row.id === id, 'the template is there')
    if (kind === 'name_changed') {
      require(row.name === oldName && name !== oldName, 'renamed from its name to another')
      row.name = name
      return
    }
    require(row.name === name, 'its name at that time')
    const found = row.labels.find(([each]) => each === label)
    if (kind === 'deleted') this.row = undefined
    else if (kind === 'version_created') {
      require(version === row.versions.length + 1, 'the next version')
      row.versions.push(version)
    } else {
      require(row.versions.includes(version), 'the version is there')
      if (kind === 'label_created') {
        require(!found, 'a new label')
        row.labels.push([label, version])
      } else if (kind === 'label_moved') {
        require(found && found[1] === oldVersion && oldVersion !== version, 'moved from where it was')
        found[1] = version
      } else {
        require(kind === 'label_deleted' && found && found[1] === version, 'deleted where it was')
        row.labels = row.labels.filter((each) => each !== found)
      }
    }
  }
}

function stateOf({ id, name, versions, labels }: Row): PromptTemplateState {
  return { id, name, latestVersion: versions.length, labels: Object.fromEntries(labels) }
}

function require(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Not so: ${what}`)
}
