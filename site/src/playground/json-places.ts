import { createScanner } from 'jsonc-parser'

/** A part of a text, by the offsets of its start and its end. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** Where a text stops being JSON, and why. */
export interface SyntaxFault extends Place {
  /** Such as `expected a colon`. */
  readonly reason: string
}

/** The keys from the root of a JSON text to a value. */
export type Path = readonly (string | number)[]

/** The place of a value in a JSON text. */
export interface ValuePlace extends Place {
  /** The place of the value's key. Values in an array have none, nor has the root. */
  readonly key?: Place
}

/** What a JSON text says beyond its value. */
export interface JsonPlaces {
  /** The place of each path that was asked for, in order, or `undefined` if the text has no such value. */
  readonly values: readonly (ValuePlace | undefined)[]
  /** The keys that their object has already had, at most 100. The last one of them counts. */
  readonly repeatedKeys: readonly Place[]
}

/** Finds values and repeated keys in a text that `JSON.parse` accepts. */
export function findPlaces(text: string, paths: readonly Path[]): JsonPlaces {
  const finder = new PlaceFinder(paths)
  walk(text, finder)
  return { values: finder.values(), repeatedKeys: finder.repeatedKeys }
}

/** Finds the first fault in a text that `JSON.parse` rejects. */
export function findSyntaxFault(text: string): SyntaxFault {
  return walk(text) ?? { from: 0, to: text.length, reason: 'it cannot be read' }
}

interface Visitor {
  /** A value starts, in an array or after its key. */
  start(from: number): void
  /** The value that started last ends. */
  end(to: number): void
  openObject(): void
  openArray(): void
  key(key: string, place: Place): void
  close(): void
}

// jsonc-parser's own walk is recursive, so a text of some thousand levels would overflow the stack.
function walk(text: string, visitor?: Visitor): SyntaxFault | undefined {
  const scanner = createScanner(text)
  const outer: ('{' | '[')[] = []
  let expected: keyof typeof expectations = 'value'
  for (;;) {
    scanner.scan()
    const from = scanner.getTokenOffset()
    const to = from + scanner.getTokenLength()
    const first = text.charAt(from)
    if (first !== '' && ' \t\r\n'.includes(first)) continue

    const fault = (reason: string = expectations[expected]): SyntaxFault => ({ from, to, reason })
    const scanFault = scanFaults[scanner.getTokenError()]
    if (scanFault !== undefined) return fault(scanFault)
    if (first === '/') return fault(`${expectations[expected]}; JSON has no comments`)

    switch (expected) {
      case 'key':
      case 'keyOrBrace':
        if (first === '"') {
          visitor?.key(scanner.getTokenValue(), { from, to })
          expected = 'colon'
          continue
        }
        if (first === '}' && expected === 'keyOrBrace') break
        return fault()
      case 'colon':
        if (first !== ':') return fault()
        expected = 'value'
        continue
      case 'commaOrBrace':
      case 'commaOrBracket': {
        const isObject: boolean = expected === 'commaOrBrace'
        if (first === (isObject ? '}' : ']')) break
        if (first !== ',') return fault()
        expected = isObject ? 'key' : 'value'
        continue
      }
      case 'end':
        return from === text.length ? undefined : fault()
      case 'value':
      case 'valueOrBracket':
        if (first === ']' && expected === 'valueOrBracket') break
        if (first === '{' || first === '[') {
          visitor?.start(from)
          if (first === '{') visitor?.openObject()
          else visitor?.openArray()
          outer.push(first)
          expected = first === '{' ? 'keyOrBrace' : 'valueOrBracket'
          continue
        }
        if (!/^(?:"|-?[0-9]|(?:true|false|null)$)/.test(first === '"' ? first : text.slice(from, to))) {
          return fault()
        }
        visitor?.start(from)
    }

    // A value is complete: a scalar, or the container that closes here.
    if (first === '}' || first === ']') {
      outer.pop()
      visitor?.close()
    }
    visitor?.end(to)
    const container = outer.at(-1)
    expected = container === undefined ? 'end' : container === '{' ? 'commaOrBrace' : 'commaOrBracket'
  }
}

const expectations = {
  value: 'expected a value',
  valueOrBracket: 'expected a value or ]',
  key: 'expected a key in double quotes',
  keyOrBrace: 'expected a key in double quotes, or }',
  colon: 'expected a colon',
  commaOrBrace: 'expected a comma or }',
  commaOrBracket: 'expected a comma or ]',
  end: 'expected nothing more',
} as const

// In the order of jsonc-parser's `ScanError`, which is an enum that only its own compiler can read.
const scanFaults: readonly (string | undefined)[] = [
  undefined,
  'expected an end of the comment; JSON has no comments',
  'expected a closing quote on the same line',
  'expected a digit',
  'expected four hexadecimal digits after \\u',
  'expected an escape that JSON has, such as \\n',
  'expected no control character in a string; escape it',
]

/** A path that is asked for, or the start of one. */
class WantedValue {
  readonly children = new Map<string | number, WantedValue>()
  place: ValuePlace | undefined

  forget(): void {
    this.place = undefined
    for (const child of this.children.values()) child.forget()
  }
}

interface Container {
  readonly wanted: WantedValue | undefined
  /** The keys so far, of an object. */
  readonly keys?: Set<string>
  key?: string
  keyPlace?: Place
  /** The index of the next item, of an array. */
  index: number
}

const maxRepeatedKeys = 100

class PlaceFinder implements Visitor {
  readonly repeatedKeys: Place[] = []
  private readonly root = new WantedValue()
  private readonly asked: readonly WantedValue[]
  private readonly containers: Container[] = []
  private readonly started: { readonly from: number; readonly wanted?: WantedValue; readonly key?: Place }[] =
    []

  constructor(paths: readonly Path[]) {
    this.asked = paths.map((path) => {
      let wanted = this.root
      for (const key of path) {
        const child = wanted.children.get(key) ?? new WantedValue()
        wanted.children.set(key, child)
        wanted = child
      }
      return wanted
    })
  }

  values(): (ValuePlace | undefined)[] {
    return this.asked.map(({ place }) => place)
  }

  start(from: number): void {
    const container = this.containers.at(-1)
    if (!container) {
      this.started.push({ from, wanted: this.root })
      return
    }
    const wanted = container.wanted?.children.get(container.key ?? container.index)
    // If a key occurs twice, the last one counts.
    if (wanted?.place) wanted.forget()
    this.started.push({
      from,
      ...(wanted && { wanted }),
      ...(container.keyPlace && { key: container.keyPlace }),
    })
    container.index++
  }

  end(to: number): void {
    const { from, wanted, key } = this.started.pop() ?? { from: to }
    if (wanted) wanted.place = { from, to, ...(key && { key }) }
  }

  openObject(): void {
    this.containers.push({ wanted: this.started.at(-1)?.wanted, keys: new Set(), index: 0 })
  }

  openArray(): void {
    this.containers.push({ wanted: this.started.at(-1)?.wanted, index: 0 })
  }

  close(): void {
    this.containers.pop()
  }

  key(key: string, place: Place): void {
    const container = this.containers.at(-1)
    if (!container) return
    container.key = key
    container.keyPlace = place
    if (container.keys?.has(key) && this.repeatedKeys.length < maxRepeatedKeys) this.repeatedKeys.push(place)
    container.keys?.add(key)
  }
}
