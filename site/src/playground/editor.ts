import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorSelection, EditorState, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Place } from './json-places.js'

/** A part of the text to point out. */
export interface Mark extends Place {
  readonly kind: 'fault' | 'note' | 'removed' | 'added'
  /** Shown when the pointer rests on it. */
  readonly title?: string
}

/** An editor of a text that keeps every character, carriage returns and byte order marks included. */
export interface Editor {
  text(): string
  /** Replaces the text. `onChange` is called as if somebody had typed it. */
  replace(text: string): void
  mark(marks: readonly Mark[]): void
  /** Selects a part of the text, scrolls to it, and moves the focus there. */
  show(place: Place): void
  /** The line and the column of an offset, from 1. */
  position(offset: number): { readonly line: number; readonly column: number }
  /** Whether the text can be edited. */
  readonly(isReadOnly: boolean): void
}

export interface EditorOptions {
  /** The id of the element that names the editor. */
  readonly labelledBy: string
  /** The id of the element that says more about the text. */
  readonly describedBy?: string
  /** Whether it is JSON, and coloured as such. */
  readonly isJson?: boolean
  readonly isReadOnly?: boolean
  readonly onChange?: (text: string) => void
  /** Called with a file that was dropped or pasted, instead of reading it as text. */
  readonly onFile?: (file: File) => void
}

const setMarks = StateEffect.define<readonly Mark[]>()

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, { effects, changes }) {
    for (const effect of effects) if (effect.is(setMarks)) return decorations(effect.value)
    return set.map(changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

const decorations = (list: readonly Mark[]) =>
  Decoration.set(
    list
      .filter(({ from, to }) => to > from)
      .map(({ kind, title, from, to }) =>
        Decoration.mark({ class: `mark-${kind}`, ...(title && { attributes: { title } }) }).range(from, to),
      ),
    true,
  )

const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: 'json-key' },
  { tag: tags.string, class: 'json-string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'json-scalar' },
])

export function createEditor(parent: HTMLElement, options: EditorOptions): Editor {
  const { labelledBy, describedBy, isJson = false, isReadOnly = false, onChange, onFile } = options
  const readOnly = new Compartment()
  const takeFile = (files: FileList | undefined) => {
    const [file] = files ?? []
    if (!file || !onFile) return false
    onFile(file)
    return true
  }
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        // Otherwise, a carriage return would count as a line end, and become a line feed.
        EditorState.lineSeparator.of('\n'),
        highlightSpecialChars(),
        lineNumbers(),
        history(),
        drawSelection(),
        EditorView.lineWrapping,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        isJson ? json() : [],
        syntaxHighlighting(colours),
        marks,
        readOnly.of(readOnlyState(isReadOnly)),
        EditorView.contentAttributes.of({
          'aria-labelledby': labelledBy,
          ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
        }),
        EditorView.domEventHandlers({
          drop: (event) => takeFile(event.dataTransfer?.files),
          // Some programs copy a picture of the text beside the text.
          paste: ({ clipboardData }) =>
            !clipboardData?.types.includes('text/plain') && takeFile(clipboardData?.files),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange?.(view.state.sliceDoc())
        }),
      ],
    }),
  })
  const clamp = (offset: number) => Math.min(offset, view.state.doc.length)
  return {
    text: () => view.state.sliceDoc(),
    replace(text) {
      const { doc } = view.state
      view.dispatch({
        changes: { from: 0, to: doc.length, insert: view.state.toText(text) },
        selection: { anchor: 0 },
      })
      view.scrollDOM.scrollTop = 0
    },
    mark(list) {
      view.dispatch({ effects: setMarks.of(list.map((each) => visible(each, view.state.doc.length))) })
    },
    show({ from, to }) {
      const range = EditorSelection.range(clamp(from), clamp(to))
      view.dispatch({ selection: range, effects: EditorView.scrollIntoView(range, { y: 'center' }) })
      view.focus()
    },
    position(offset) {
      const { number, from } = view.state.doc.lineAt(clamp(offset))
      return { line: number, column: clamp(offset) - from + 1 }
    },
    readonly(is) {
      view.dispatch({ effects: readOnly.reconfigure(readOnlyState(is)) })
    },
  }
}

const readOnlyState = (is: boolean) => [
  EditorState.readOnly.of(is),
  EditorView.contentAttributes.of({ 'aria-readonly': String(is) }),
]

/** A mark within the text that is not empty: at the end of the text, on the last character. */
function visible(mark: Mark, length: number): Mark {
  const to = Math.min(Math.max(mark.to, mark.from + 1), length)
  return { ...mark, from: Math.min(mark.from, Math.max(0, to - 1)), to }
}
