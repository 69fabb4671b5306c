import { JsonReader } from './json-reader.js'

const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

// Python's recursion limit, which its reader reaches a few levels earlier.
const mostLevels = 1000

/**
 * The text that the sender signs: byte for byte what Python 3.11 gives for `json.dumps(json.loads(text), sort_keys=True)`.
 * It is made from the text, since `JSON.parse` loses what Python keeps: `1.0`, whole numbers beyond 2^53, lone surrogates.
 *
 * It reads `NaN`, `Infinity` and `-Infinity`, and writes `1E400` as `Infinity`, as Python does. It refuses what Python
 * refuses: a byte order mark, bare control characters in strings, whole numbers of over 4,300 digits. Python gives up
 * at about 990 levels of nesting, depending on its caller; here the bound is 1,000.
 *
 * @throws {SyntaxError} if the text is not JSON as Python reads it. The message tells where, and holds nothing of the text.
 */
export function canonicalJson(text: string): string {
  const reader = new JsonReader(text)
  const open: Container[] = []
  for (;;) {
    let container = openContainer(reader)
    let value: string
    if (!container) value = reader.scalar()
    else {
      if (open.length === mostLevels) reader.fail(`at most ${mostLevels} levels of nesting`)
      if (!reader.take(container.close)) {
        container.beforeValue(reader)
        open.push(container)
        continue
      }
      value = container.written()
    }
    // A value is complete. It may complete the containers that it is in.
    for (;;) {
      container = open[open.length - 1]
      if (!container) return reader.isAtEnd() ? value : reader.fail('the end')
      container.add(value)
      if (reader.take(comma)) {
        container.beforeValue(reader)
        break
      }
      if (!reader.take(container.close)) reader.fail(`a comma or ${String.fromCharCode(container.close)}`)
      open.pop()
      value = container.written()
    }
  }
}

// Containers are kept in a list, not on the call stack: no text overflows it.
function openContainer(reader: JsonReader): Container | undefined {
  if (reader.take(openBrace)) return new ObjectText()
  if (reader.take(openBracket)) return new ArrayText()
  return undefined
}

interface Container {
  readonly close: number
  beforeValue(reader: JsonReader): void
  add(value: string): void
  written(): string
}

class ArrayText implements Container {
  readonly close = closeBracket
  readonly #values: string[] = []

  beforeValue(): void {}

  add(value: string): void {
    this.#values.push(value)
  }

  written(): string {
    return `[${this.#values.join(', ')}]`
  }
}

class ObjectText implements Container {
  readonly close = closeBrace
  readonly #members = new Map<string, string>()
  #order = ''
  #key = ''

  beforeValue(reader: JsonReader): void {
    const { written, order } = reader.key()
    if (!reader.take(colon)) reader.fail('a colon')
    this.#key = written
    this.#order = order
  }

  add(value: string): void {
    this.#members.set(this.#order, `"${this.#key}": ${value}`)
  }

  written(): string {
    const members = [...this.#members.keys()].sort().map((order) => this.#members.get(order))
    return `{${members.join(', ')}}`
  }
}
