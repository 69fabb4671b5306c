import { describe, expect, test } from 'vitest'
import { check, invalid, unknown, valid } from './check.js'

const mixed = [valid, invalid, '', unknown, '{"a":1,}', valid]
const mixedTally = { events: 5, valid: 2, invalid: 2, unknown: 1 }

describe('layouts', () => {
  test.each([
    ['line feeds', mixed.join('\n')],
    ['a last line feed', `${mixed.join('\n')}\n`],
    ['carriage returns', mixed.join('\r\n')],
    ['a byte order mark', `\uFEFF${mixed.join('\n')}`],
  ])('NDJSON with %s: each line is an event', (_, text) => {
    const { status, tally, places } = check(text)
    expect(status).toBe(1)
    expect(tally).toEqual(mixedTally)
    expect(places).toEqual(['2 invalid_type', '4 unknown_event_type', '5:8 invalid_json'])
  })

  test('an array: each item is an event, with its index', () => {
    const items = mixed.filter(Boolean).map((item) => `  ${item}`)
    const { tally, places } = check(`[\n${items.join(',\n')}\n]\n`)
    expect(tally).toEqual(mixedTally)
    expect(places).toEqual(['[1] 3 invalid_type', '[2] 4 unknown_event_type', '[3] 5:10 invalid_json'])
  })

  test('JSON over many lines: one event, several, an array', () => {
    const event = JSON.parse(valid)
    const pretty = JSON.stringify(event, null, 2)
    expect(check(pretty).tally).toMatchObject({ events: 1, valid: 1 })
    expect(check(`${pretty}\n${pretty}`).tally).toMatchObject({ events: 2, valid: 2 })
    expect(check(JSON.stringify([event, event], null, '\t')).tally).toMatchObject({ events: 2, valid: 2 })
    const { places, messages } = check(pretty.replace('"prompt_template_id": 8', '"prompt_template_id": 08'))
    const line = pretty.split('\n').findIndex((each) => each.includes('prompt_template_id')) + 1
    expect(places).toEqual([expect.stringMatching(`^${line}:\\d+ invalid_json$`)])
    expect(messages).toEqual([expect.stringMatching(/^not JSON: expected a comma/)])
  })

  test('braces on their own lines belong to one event', () => {
    const { details, ...others } = JSON.parse(valid)
    const rest = JSON.stringify(others).slice(1)
    for (const [start, end] of [
      ['\n', ''],
      ['\n', '\n'],
      ['\r\n', '\r\n'],
    ]) {
      const text = `{"details":${start}${JSON.stringify(details)}${end},${rest}`
      expect(check(text).tally).toEqual({ events: 1, valid: 1, invalid: 0, unknown: 0 })
    }
    const text = `{"more":[\n{"a":1},\n{"a":2}\n],${valid.trimStart().slice(1)}`
    expect(check(text).tally).toEqual({ events: 1, valid: 1, invalid: 0, unknown: 0 })
  })

  test('a missing quote affects one item of an array only', () => {
    expect(check(`[{\n"a": "x,\n"b": 1\n},\n${valid}]`).tally).toMatchObject({ valid: 1, invalid: 1 })
  })

  test.each([
    ['an item without a type', '[{"a":1}', /^\[0\] 1 missing/],
    ['no end', `[${valid}`, '1 unclosed_array'],
    ['nothing between two commas', `[${valid},,${valid}]`, '[1] 1 empty'],
    ['nothing after the last comma', `[${valid},\n]`, '[1] 2 empty'],
    ['text after its end', `[${valid}] end`, /^1:\d+ invalid_json$/],
  ])('an array with %s', (_, text, place) => {
    const { status, places } = check(text)
    expect(status).toBe(1)
    expect(places).toContainEqual(typeof place === 'string' ? place : expect.stringMatching(place))
  })

  test.each(['', ' \n\r\n\t', '[]', '[ ]\n'])('a file without events is invalid: %j', (text) => {
    const { status, tally, places } = check(text)
    expect([status, places]).toEqual([1, ['1 empty']])
    expect(tally).toMatchObject({ events: 1, invalid: 1 })
  })

  test.each(['{"event_type":"x","details":{', '{"event_type":"x', '{"details":', '{"a":[', 'x'])(
    'NDJSON with a broken first line is still NDJSON: %s',
    (first) => {
      expect(check(`${first}\n${valid}\n${valid}\n`).tally).toMatchObject({ valid: 2, invalid: 1 })
    },
  )
})

describe('text that is not JSON', () => {
  test.each([
    ['{"a":1,}', 1, 8, 'expected a property name'],
    ['{"a" 1}', 1, 6, 'expected a colon'],
    ['{"a":[1 2]}', 1, 9, 'expected a comma'],
    ['{"a":1} 2', 1, 9, 'expected nothing more'],
    ['{"a":[1', 1, 8, 'expected a closing bracket'],
    ['{', 1, 2, 'expected a closing brace'],
    ['  {\n  "a":\n}', 3, 1, 'expected a value'],
    ['nope', 1, 1, 'invalid symbol'],
    ['{"a":"😀", x}', 1, 11, 'invalid symbol'],
    ['{"a":"😀",\n"é😀": x}', 2, 7, 'invalid symbol'],
    ['{"a":"\\x"}', 1, 6, 'invalid escape character'],
    ['{"a":/*1*/2}', 1, 6, 'invalid comment token'],
  ])('%j: the place and the reason, without the text', (text, line, column, reason) => {
    const { problems, messages } = check(text)
    expect(problems).toMatchObject([{ line, column }])
    expect(messages).toEqual([`not JSON: ${reason}`])
  })

  test('before an item of an array too, a column counts code points', () => {
    expect(check('["😀", x]').places).toContain('[1] 1:7 invalid_json')
    expect(check('["😀", {"a":"😀", x}]').places).toContain('[1] 1:17 invalid_json')
  })

  test('a line that is not UTF-8 does not affect the others', () => {
    const text = Buffer.from(`${valid}\n{"a":"\xff"}\n${invalid}\n${valid}`, 'latin1')
    expect(check(text)).toMatchObject({
      places: ['2 not_utf8', '3 invalid_type'],
      tally: { valid: 2, invalid: 2 },
    })
    expect(check(Buffer.from('["\xff"]', 'latin1')).places).toEqual(['[0] 1 not_utf8'])
  })

  test('100,000 open brackets are invalid, and do not crash', () => {
    expect(check('['.repeat(1e5))).toMatchObject({ status: 1, stderr: '' })
    expect(check(`${'{"a":'.repeat(1e5)}\n${valid}`)).toMatchObject({ status: 1, stderr: '' })
  })
})

describe('long records', () => {
  const limit = 10 * 1024 * 1024
  const ofBytes = (bytes: number) => valid.replace('"2"', `"${'x'.repeat(bytes - valid.length + 1)}"`)
  const [longest, tooLong] = [ofBytes(limit), ofBytes(limit + 1)]

  test('10 MiB is read, one byte more is skipped, and the others are read', () => {
    const records = [valid, longest, tooLong, valid]
    for (const [text, place] of [
      [records.join('\n'), '3 too_long'],
      [`[${records.join(',\n')}]`, '[2] 3 too_long'],
    ] as const) {
      const { tally, places, messages } = check(text)
      expect(tally).toMatchObject({ valid: 3, invalid: 1 })
      expect(places).toEqual([place])
      expect(messages).toEqual([expect.stringContaining('10 MiB')])
    }
  })

  test('a first line that is too long is skipped', () => {
    const { tally, places } = check([tooLong, valid, valid].join('\n'))
    expect(tally).toMatchObject({ valid: 2, invalid: 1 })
    expect(places).toEqual(['1 too_long'])
  })
})

describe('verdicts', () => {
  test('the strict contract rejects what senders must not send, including unknown types', () => {
    const extra = valid.replace('"user_id":1', '"user_id":0,"extra":1')
    expect(check(extra)).toMatchObject({ status: 0, tally: { valid: 1 } })
    const { status, problems, tally } = check([extra, unknown].join('\n'), '--strict')
    expect(status).toBe(1)
    expect(tally).toEqual({ events: 2, valid: 0, invalid: 2, unknown: 0 })
    expect(problems.map(({ issues }) => issues.map(({ path }) => path.join('.')))).toEqual([
      ['user_id', 'extra'],
      ['event_type'],
    ])
  })

  test('an unknown event type is a warning', () => {
    expect(check(unknown)).toMatchObject({ status: 0, tally: { invalid: 0, unknown: 1 } })
  })

  test('an unknown event type is escaped, and the nearest type is suggested', () => {
    const messageOn = (type: string) => check(valid.replace('prompt_template_deleted', type)).messages[0]
    expect(messageOn('\\u001b[31mlater')).toContain('"\\u001b[31mlater"')
    expect(messageOn('\\u001b[31mlater')).not.toContain('did you mean')
    expect(messageOn('prompt_template_delet')).toContain('did you mean prompt_template_deleted?')
    expect(messageOn('prompt_template_dele')).not.toContain('did you mean')
  })
})
