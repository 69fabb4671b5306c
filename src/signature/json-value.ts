import type { PythonString } from './json-string.js'
import type { JsonText } from './json-text.js'

// Up to this number, members are inserted in order, which is fastest for few. If there are more, they are
// sorted at the end.
const fewMembers = 32

/**
 * A value in a JSON text. The values in an array or object are linked in the order in which they are
 * written.
 */
export class JsonValue {
  /** Where its key starts, after the quote, if it is a member of an object. */
  keyStart = 0
  /** Where its key ends, before the quote. */
  keyEnd = 0
  /** Its key, if it is not written as it is in the text. */
  key: PythonString | undefined = undefined
  /** Where it starts. */
  start = 0
  /** Where it ends. */
  end = 0
  /** How it is written, if not as it is in the text. */
  written: string | undefined = undefined
  /** The character that ends it, if it is an array or object. Otherwise 0. */
  close = 0
  /** The first value in it. */
  first: JsonValue | undefined = undefined
  /** The value that follows it in its array or object. */
  next: JsonValue | undefined = undefined
  #last: JsonValue | undefined = undefined
  #members = 0

  /** @param container The array or object that it is in. */
  constructor(readonly container: JsonValue | undefined) {}

  /** Adds a value to an array. */
  append(value: JsonValue): void {
    if (this.#last) this.#last.next = value
    else this.first = value
    this.#last = value
  }

  /** Adds a member to an object. If a key occurs twice, the last one counts. */
  insert(value: JsonValue, json: JsonText): void {
    this.#members++
    if (!this.#last || this.#members > fewMembers || compareKeys(value, this.#last, json) > 0) {
      this.append(value)
      return
    }
    let before: JsonValue | undefined
    for (let after = this.first; after; after = after.next) {
      const order = compareKeys(value, after, json)
      if (order <= 0) {
        value.next = order === 0 ? after.next : after
        if (!value.next) this.#last = value
        if (before) before.next = value
        else this.first = value
        return
      }
      before = after
    }
  }

  /** Puts the members of an object in order, if `insert` has not. */
  sort(json: JsonText): void {
    if (this.#members <= fewMembers) return
    const byOrder = new Map<string, JsonValue>()
    for (let member = this.first; member; member = member.next) byOrder.set(orderOf(member, json), member)
    this.#last = undefined
    for (const order of [...byOrder.keys()].sort()) {
      const member = byOrder.get(order) as JsonValue
      member.next = undefined
      this.append(member)
    }
  }
}

/** Compares the keys of two members as Python does. */
function compareKeys(a: JsonValue, b: JsonValue, json: JsonText): number {
  if (a.key || b.key) {
    const ofA = orderOf(a, json)
    const ofB = orderOf(b, json)
    return ofA < ofB ? -1 : Number(ofA > ofB)
  }
  const { units } = json
  const lengthOfA = a.keyEnd - a.keyStart
  const lengthOfB = b.keyEnd - b.keyStart
  const length = Math.min(lengthOfA, lengthOfB)
  for (let at = 0; at < length; at++) {
    const difference = (units[a.keyStart + at] ?? 0) - (units[b.keyStart + at] ?? 0)
    if (difference !== 0) return difference
  }
  return lengthOfA - lengthOfB
}

const orderOf = ({ key, keyStart, keyEnd }: JsonValue, { text }: JsonText) =>
  key ? key.order : text.slice(keyStart, keyEnd)
