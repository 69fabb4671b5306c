import { plainIntegerEnd, readNumberOrWord } from './json-number.js'
import { plainEnd, readString } from './json-string.js'
import { refuse, skipSpace } from './json-syntax.js'
import { type JsonText, jsonText } from './json-text.js'
import { JsonValue } from './json-value.js'
import { writeJson } from './write-json.js'

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
 * @throws {TypeError} if `text` is not a string but, for example, what `JSON.parse` returned.
 */
export function canonicalJson(text: string): string {
  if (typeof text !== 'string') throw new TypeError(`text: expected a string, got ${typeof text}`)
  const json = jsonText(text)
  const { units } = json
  let root: JsonValue | undefined
  // The open containers are linked, not on the call stack, so no text can overflow the stack.
  let container: JsonValue | undefined
  let levels = 0
  let at = skipSpace(units, 0)
  for (;;) {
    const value = new JsonValue(container)
    root ??= value
    if (container?.close === closeBrace) {
      at = readKey(json, at, value)
      container.insert(value, json)
    } else container?.append(value)

    const unit = units[at]
    if (unit === openBrace || unit === openBracket) {
      if (levels === maxLevels) refuse(at, `at most ${maxLevels} levels of nesting`)
      value.close = unit === openBrace ? closeBrace : closeBracket
      at = skipSpace(units, at + 1)
      if (units[at] !== value.close) {
        container = value
        levels++
        continue
      }
      at++
    } else {
      at = unit === quote ? readStringValue(json, at, value) : readNumberValue(json, at, value)
    }

    // A value is complete. So are the containers that close right after it.
    for (;;) {
      at = skipSpace(units, at)
      if (!container) return at === text.length ? writeJson(root, json) : refuse(at, 'nothing more')
      const unit = units[at]
      if (unit === comma) break
      if (unit !== container.close) refuse(at, `a comma or ${String.fromCharCode(container.close)}`)
      container.sort(json)
      container = container.container
      levels--
      at++
    }
    at = skipSpace(units, at + 1)
  }
}

/** Reads the key of a member, and returns where its value starts. */
function readKey(json: JsonText, start: number, value: JsonValue): number {
  const { units } = json
  if (units[start] !== quote) refuse(start, 'a key in quotes')
  value.keyStart = start + 1
  let end = plainEnd(units, start + 1)
  value.keyEnd = end
  if (units[end] === quote) end++
  else {
    value.key = readString(json, start + 1)
    end = value.key.end
  }
  end = skipSpace(units, end)
  if (units[end] !== colon) refuse(end, 'a colon')
  return skipSpace(units, end + 1)
}

/** Reads a string, and returns where it ends. */
function readStringValue(json: JsonText, start: number, value: JsonValue): number {
  const end = plainEnd(json.units, start + 1)
  value.start = start
  value.end = end + 1
  if (json.units[end] === quote) return value.end
  const string = readString(json, start + 1)
  value.written = `"${string.written}"`
  return string.end
}

/** Reads a number or a word, and returns where it ends. */
function readNumberValue(json: JsonText, start: number, value: JsonValue): number {
  const end = plainIntegerEnd(json.units, start)
  value.start = start
  value.end = end
  if (end > start) return end
  const number = readNumberOrWord(json.text, start)
  value.written = number.written
  return number.end
}
