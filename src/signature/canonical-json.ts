import { plainIntegerEnd, readNumberOrWord } from './json-number.js'
import { plainEnd, readString } from './json-string.js'
import { refuse, skipSpace } from './json-syntax.js'

const space = 0x20
const quote = 0x22
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

// Python's recursion limit. Its own reader reaches it a few levels earlier.
const maxLevels = 1000

/**
 * Returns the text that the sender signs: byte for byte what `json.dumps(json.loads(text), sort_keys=True)`
 * returns in Python 3.11. Pass the text of the body: `JSON.parse` loses `1.0`, `1e2` and whole numbers beyond
 * 2^53, which Python keeps.
 *
 * Like Python, it accepts `NaN`, `Infinity` and `-Infinity`, and writes `1E400` as `Infinity`. Like Python,
 * it refuses a byte order mark, unescaped control characters in strings, and whole numbers with more than
 * 4,300 digits. The limit for nesting is 1,000 levels; Python's is about 990 and depends on the caller.
 *
 * @example
 * import { canonicalJson } from 'prompt-webhooks/signature'
 *
 * canonicalJson('{"b":1.0,"a":"é"}') // '{"a": "\\u00e9", "b": 1.0}'
 *
 * @throws {SyntaxError} if the text is not JSON as Python reads it. The message gives the position, but no
 * part of the text.
 */
export function canonicalJson(text: string): string {
  // The open containers are in a list, not on the call stack, so no text can overflow the stack.
  const outer: Container[] = []
  let container: Container | undefined
  let at = skipSpace(text, 0)
  for (;;) {
    let value: string
    const code = text.charCodeAt(at)
    if (code === openBrace || code === openBracket) {
      if (container && outer.length === maxLevels - 1) refuse(at, `at most ${maxLevels} levels of nesting`)
      const opened = code === openBrace ? new ObjectText() : new ArrayText()
      at = skipSpace(text, at + 1)
      if (text.charCodeAt(at) !== opened.close) {
        if (container) outer.push(container)
        container = opened
        at = container.beforeValue(text, at)
        continue
      }
      value = opened.written()
      at++
    } else if (code === quote) {
      const end = plainEnd(text, at + 1)
      if (text.charCodeAt(end) === quote) {
        value = text.slice(at, end + 1)
        at = end + 1
      } else {
        const string = readString(text, at + 1)
        value = `"${string.written}"`
        at = string.end
      }
    } else {
      const end = plainIntegerEnd(text, at)
      if (end > at) {
        value = text.slice(at, end)
        at = end
      } else {
        const number = readNumberOrWord(text, at)
        value = number.written
        at = number.end
      }
    }

    // A value is complete. So are the containers that close right after it. Most texts have no white space to
    // skip.
    for (;;) {
      if (text.charCodeAt(at) <= space) at = skipSpace(text, at)
      if (!container) return at === text.length ? value : refuse(at, 'nothing more')
      container.add(value)
      const code = text.charCodeAt(at)
      if (code === comma) {
        at++
        if (text.charCodeAt(at) <= space) at = skipSpace(text, at)
        at = container.beforeValue(text, at)
        break
      }
      if (code !== container.close) refuse(at, `a comma or ${String.fromCharCode(container.close)}`)
      value = container.written()
      container = outer.pop()
      at++
    }
  }
}

interface Container {
  /** The character that ends it. */
  readonly close: number
  /** Reads what precedes a value, and returns where the value starts. */
  beforeValue(text: string, at: number): number
  add(value: string): void
  written(): string
}

class ArrayText implements Container {
  readonly close = closeBracket
  private items = ''

  beforeValue(_: string, at: number): number {
    return at
  }

  add(value: string): void {
    this.items = this.items ? `${this.items}, ${value}` : value
  }

  written(): string {
    return `[${this.items}]`
  }
}

// Up to this number, members are inserted in order, which is fastest for few. If there are more, they are
// sorted at the end.
const fewMembers = 32

class ObjectText implements Container {
  readonly close = closeBrace
  private readonly orders: string[] = []
  private readonly members: string[] = []
  // Both start with the quote before the key, and do not include the one after it.
  private order = ''
  private key = ''

  beforeValue(text: string, at: number): number {
    if (text.charCodeAt(at) !== quote) refuse(at, 'a key in quotes')
    let end = plainEnd(text, at + 1)
    if (text.charCodeAt(end) === quote) {
      this.order = text.slice(at, end)
      this.key = this.order
      end++
    } else {
      const string = readString(text, at + 1)
      this.key = `"${string.written}`
      this.order = `"${string.order}`
      end = string.end
    }
    if (text.charCodeAt(end) <= space) end = skipSpace(text, end)
    if (text.charCodeAt(end) !== colon) refuse(end, 'a colon')
    end++
    return text.charCodeAt(end) <= space ? skipSpace(text, end) : end
  }

  add(value: string): void {
    const { orders, members, order } = this
    const member = `${this.key}": ${value}`
    let index = orders.length
    if (index < fewMembers) while (index > 0 && (orders[index - 1] ?? '') > order) index--
    if (index > 0 && orders[index - 1] === order) {
      // If a key occurs twice, the last one counts.
      members[index - 1] = member
      return
    }
    for (let next = orders.length; next > index; next--) {
      orders[next] = orders[next - 1] ?? ''
      members[next] = members[next - 1] ?? ''
    }
    orders[index] = order
    members[index] = member
  }

  written(): string {
    const { orders, members } = this
    // Concatenated, not joined: engines build the text once at the end, not again at every level.
    let written = ''
    for (const member of orders.length > fewMembers ? sort(orders, members) : members) {
      written = written ? `${written}, ${member}` : member
    }
    return `{${written}}`
  }
}

function sort(orders: readonly string[], members: readonly string[]): readonly string[] {
  const byOrder = new Map(orders.map((order, index) => [order, members[index] ?? '']))
  return [...byOrder.keys()].sort().map((order) => byOrder.get(order) ?? '')
}
