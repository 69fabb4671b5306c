import { CloudEvent } from 'cloudevents'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromCloudEvent, toCloudEvent } from '../../src/cloudevents/index.js'
import { catalog } from '../../src/generated/catalog.js'
import { InvalidEventError } from '../../src/index.js'
import { fieldName } from '../../src/issue/issue.js'

const moved = catalog.prompt_template_label_moved.example
const cloudEvent = toCloudEvent(moved)
const attributes = Object.keys(cloudEvent).filter((name) => name !== 'data')
const required = ['specversion', 'id', 'source', 'type']

/** The issues of a CloudEvent: the attribute of each, and its code. */
function issuesOf(value: unknown): (readonly [string, string])[] {
  try {
    fromCloudEvent(value)
    return []
  } catch (error) {
    if (!(error instanceof InvalidEventError)) throw error
    for (const { path, message } of error.issues) expect(message.startsWith(fieldName(path))).toBe(true)
    return error.issues.map(({ path, code }) => [String(path), code])
  }
}

describe('an attribute', () => {
  test.each(required)('%s is required, and cannot be null', (name) => {
    const { [name as 'id']: _, ...rest } = cloudEvent
    const code = name === 'specversion' ? 'invalid_value' : 'invalid_type'
    expect(issuesOf(rest)).toEqual([[name, 'missing']])
    expect(issuesOf({ ...cloudEvent, [name]: undefined })).toEqual([[name, code]])
    expect(issuesOf({ ...cloudEvent, [name]: null })).toEqual([[name, code]])
  })

  const optional = attributes.filter((name) => !required.includes(name))

  test.each(optional)('%s is optional, and null counts as not set', (name) => {
    const { [name as 'time']: _, ...rest } = cloudEvent
    expect(issuesOf(rest)).toEqual([])
    expect(issuesOf({ ...cloudEvent, [name]: undefined })).toEqual([])
    expect(issuesOf({ ...cloudEvent, [name]: null })).toEqual([])
  })

  test('every attribute of a CloudEvent is one or the other', () => {
    expect(optional.sort()).toEqual(['datacontenttype', 'dataschema', 'subject', 'time'])
  })

  const strings = attributes.filter((name) => name !== 'specversion')
  test.each(strings)('%s is a string that is not empty', (name) => {
    expect(issuesOf({ ...cloudEvent, [name]: '' })).toEqual([[name, 'too_short']])
    for (const value of [1, true, {}, [], new Date(0)]) {
      expect(issuesOf({ ...cloudEvent, [name]: value })).toEqual([[name, 'invalid_type']])
    }
  })

  test.each(strings)('%s has no control character, half surrogate pair or noncharacter', (name) => {
    for (const bad of ['\0', '\n', '\x7f', '\x9f', '\ud800', '\udfff', '\uffff', '\ufdd0', '\u{1fffe}']) {
      expect(issuesOf({ ...cloudEvent, [name]: `${cloudEvent[name as 'id']}${bad}` })).toEqual([
        [name, 'invalid_format'],
      ])
    }
  })

  test('all that is wrong is named at once', () => {
    expect(issuesOf({ data: moved, specversion: '0.3', id: 1, time: 'now', subject: '', Extra: 1 })).toEqual([
      ['specversion', 'invalid_value'],
      ['id', 'invalid_type'],
      ['source', 'missing'],
      ['type', 'missing'],
      ['subject', 'too_short'],
      ['time', 'invalid_format'],
      ['Extra', 'unknown_key'],
    ])
  })

  test('is an own property', () => {
    expect(issuesOf(Object.create(cloudEvent))).toContainEqual(['id', 'missing'])
  })

  test('is read once', () => {
    let reads = 0
    const changing = Object.defineProperty({ ...cloudEvent }, 'id', {
      enumerable: true,
      get: () => (reads++ ? 1 : 'a'),
    })
    expect(issuesOf(changing)).toEqual([])
    expect(reads).toBe(1)
  })

  test('a message shows no value', () => {
    expect(() => fromCloudEvent({ ...cloudEvent, time: 'secret-value', source: 'secret value' })).toThrow(
      /^(?!.*secret).*source: expected a URI reference.*time: expected a timestamp of RFC 3339/,
    )
  })
})

/** What the SDK says of an attribute: its schema of CloudEvents, with the formats of Ajv. */
const sdkAccepts = (name: string, value: unknown) => {
  try {
    return new CloudEvent({ ...cloudEvent, [name]: value }).validate()
  } catch {
    return false
  }
}

describe('source', () => {
  test.each([
    'https://github.com/cloudevents',
    'mailto:cncf-wg-serverless@lists.cncf.io',
    'urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66',
    'cloudevents/spec/pull/123',
    '/cloudevents/spec/pull/123',
    '1-555-123-4567',
    '//[::1]:80/a?b=/?#c',
    '//user:pass@host:1/a:b@c',
    './a:b',
    '#a',
    '?',
    'a:',
    'a%20b',
  ])('%s is a URI reference', (source) => {
    expect(issuesOf({ ...cloudEvent, source })).toEqual([])
    expect(sdkAccepts('source', source)).toBe(true)
  })

  test.each([
    'a b',
    'é',
    '1:2',
    'a#b#c',
    '//a:b:c',
    '//a b',
    'a%2',
    '[a]',
    'a[b',
    '<a>',
    '"',
    '\\',
    'a^b',
    '//[x]',
  ])('%s is not', (source) => {
    expect(issuesOf({ ...cloudEvent, source })).toEqual([['source', 'invalid_format']])
    expect(() => toCloudEvent(moved, { source })).toThrow('source: expected a URI reference')
  })
})

describe('dataschema', () => {
  test.each(['https://example.com/a.json', 'urn:a:b', 'a:b?c', 'https://example.com/a.json#/definitions/A'])(
    '%s is a URI',
    (dataschema) => {
      expect(issuesOf({ ...cloudEvent, dataschema })).toEqual([])
      expect(sdkAccepts('dataschema', dataschema)).toBe(true)
    },
  )

  test.each(['/a.json', 'a.json', '//example.com/a.json', 'https://a b', '1a:b', '#a'])(
    '%s is not',
    (dataschema) => {
      expect(issuesOf({ ...cloudEvent, dataschema })).toEqual([['dataschema', 'invalid_format']])
    },
  )
})

describe('datacontenttype', () => {
  test.each([
    'application/json',
    'APPLICATION/JSON; Charset=UTF-8',
    'application/vnd.example+json;charset="utf-8" ; a="b \\" c"',
    'application/vnd.apache.thrift.binary',
  ])('%s is a media type', (datacontenttype) => {
    expect(issuesOf({ ...cloudEvent, datacontenttype })).toEqual([])
  })

  test.each([
    'json',
    'application/',
    '/json',
    'application/json;',
    'application/json; a',
    'a b/c',
    'a/b/c',
    'a/b;c="',
  ])('%s is not', (datacontenttype) => {
    expect(issuesOf({ ...cloudEvent, datacontenttype })).toEqual([['datacontenttype', 'invalid_format']])
  })
})

describe('time', () => {
  test.each([
    '2018-04-05T17:31:00Z',
    '2018-04-05t17:31:00.000000001z',
    '2018-04-05T17:31:00+23:59',
    '2018-04-05T17:31:00-00:00',
    '2024-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z',
    '0000-02-29T00:00:00Z',
    '0001-01-31T00:00:00Z',
    '1990-12-31T23:59:60Z',
    '1990-12-31T15:59:60-08:00',
    '1991-01-01T00:29:60.5+00:30',
  ])('%s is a timestamp of RFC 3339', (time) => {
    expect(issuesOf({ ...cloudEvent, time })).toEqual([])
  })

  test.each([
    'now',
    '2018-04-05',
    '2018-04-05T17:31:00',
    '2018-04-05T17:31Z',
    '2018-04-05 17:31:00Z',
    '2018-04-05T17:31:00.Z',
    '2018-04-05T17:31:00+24:00',
    '2018-04-05T17:31:00+0100',
    '2018-04-05T24:00:00Z',
    '2018-04-00T17:31:00Z',
    '2018-04-31T17:31:00Z',
    '2018-13-01T17:31:00Z',
    '1900-02-29T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '1990-12-31T15:59:60Z',
    '1990-12-31T23:59:61Z',
    '٢٠١٨-04-05T17:31:00Z',
    '2018-04-05T17:31:00Z\n',
  ])('%j is not', (time) => {
    expect(issuesOf({ ...cloudEvent, time })).toEqual([['time', 'invalid_format']])
  })

  test('every date of the calendar, and no other', () => {
    const two = (number: number) => String(number).padStart(2, '0')
    for (const year of ['1900', '2000', '2023', '2024', '0004', '0100']) {
      for (let month = 1; month <= 12; month++) {
        for (let day = 1; day <= 31; day++) {
          const date = `${year}-${two(month)}-${two(day)}`
          const time = `${date}T00:00:00.000Z`
          const parsed = new Date(time)
          const isReal = !Number.isNaN(parsed.getTime()) && parsed.toISOString() === time
          expect([date, issuesOf({ ...cloudEvent, time }).length]).toEqual([date, isReal ? 0 : 1])
        }
      }
    }
  })
})

describe('an extension', () => {
  test.each<[string, unknown]>([
    ['comexampleextension1', 'value'],
    ['comexampleothervalue', 5],
    ['unsetextension', null],
    ['a', undefined],
    ['1', ''],
    ['constructor', true],
    ['sequence', -(2 ** 31)],
    ['largest', 2 ** 31 - 1],
    ['bytes', new Uint8Array(1)],
    ['date', new Date(0)],
    ['averylongnamewithmorethantwentycharacters', 'a'],
  ])('%s: %j is accepted', (name, value) => {
    expect(fromCloudEvent({ ...cloudEvent, [name]: value })).toBe(cloudEvent.data)
  })

  test.each([
    ['object', {}],
    ['array', []],
    ['fraction', 1.5],
    ['toolarge', 2 ** 31],
    ['toosmall', -(2 ** 31) - 1],
    ['nan', Number.NaN],
    ['control', 'a\nb'],
    ['surrogate', '\ud800'],
    ['date', new Date(Number.NaN)],
    ['constructor', () => {}],
  ])('%s: %j has another type', (name, value) => {
    expect(issuesOf({ ...cloudEvent, [name]: value })).toEqual([[name, 'invalid_value']])
  })

  test.each(['Extra', 'my_extension', 'my-extension', 'é', '', 'a b', '__proto__', 'dataSchema'])(
    'the name %j is refused',
    (name) => {
      const extra = Object.defineProperty({ ...cloudEvent }, name, { value: 'a', enumerable: true })
      expect(issuesOf(extra).map(([, code]) => code)).toEqual(['unknown_key'])
    },
  )

  test('thousands of wrong names are at most 1,000 issues', () => {
    const names = Array.from({ length: 3000 }, (_, index) => [`A${index}`, 1])
    expect(issuesOf({ ...cloudEvent, ...Object.fromEntries(names) })).toHaveLength(1000)
  })
})

describe('compared with the SDK', () => {
  const piece = fc.constantFrom(
    ...['a', '1', 'Z', '/', '//', ':', '?', '#', '@', '[::1]', '%41', '%', ' ', '.', '-', 'é', 'http:'],
  )
  const uriLike = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))

  test('a URI that the SDK refuses is refused, except for one with an empty path', () => {
    const hasEmptyPath = (value: string) => /^[A-Za-z][\w+.-]*:(?:$|[?#])/.test(value)
    fc.assert(
      fc.property(fc.constantFrom('source', 'dataschema'), uriLike, (name, value) => {
        const accepted = issuesOf({ ...cloudEvent, [name]: value }).length === 0
        const expected = accepted && (sdkAccepts(name, value) || hasEmptyPath(value))
        expect([value, accepted]).toEqual([value, expected])
      }),
      { numRuns: 2000 },
    )
  })

  test('every web address is a URI', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (value) => {
        expect([value, issuesOf({ ...cloudEvent, source: value, dataschema: value })]).toEqual([value, []])
      }),
    )
  })

  // Unlike RFC 3339, the SDK does not need a `T` and a zone, and it takes any offset.
  test('the same times', () => {
    const digits = (length: number, max: number) =>
      fc.integer({ min: 0, max }).map((number) => String(number).padStart(length, '0'))
    const time = fc
      .tuple(
        digits(4, 9999),
        digits(2, 13),
        digits(2, 32),
        fc.constantFrom('T', 't', ''),
        digits(2, 24),
        digits(2, 60),
        digits(2, 61),
        fc.constantFrom('', '.5', '.'),
        fc.constantFrom('Z', 'z', '+01:30', '-23:59'),
      )
      .map(([year, month, day, t, hour, minute, second, fraction, zone]) =>
        [`${year}-${month}-${day}${t}${hour}:${minute}:${second}`, fraction, zone].join(''),
      )
    fc.assert(
      fc.property(time, (value) => {
        // With an offset, the SDK looks for the leap second at local midnight.
        fc.pre(!/:60.*[+-]/.test(value))
        const ours = issuesOf({ ...cloudEvent, time: value }).length === 0
        expect([value, ours]).toEqual([value, sdkAccepts('time', value)])
      }),
      { numRuns: 2000 },
    )
  })
})

test('whatever the value, the answer is the event or an InvalidEventError', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withTypedArray: true,
    withNullPrototype: true,
  })
  const mutated = fc
    .tuple(fc.constantFrom(...attributes, 'data', 'data_base64', 'extra'), anything)
    .map(([name, value]) => ({ ...cloudEvent, [name]: value }))
  fc.assert(
    fc.property(fc.oneof(anything, mutated), (value) => {
      if (issuesOf(value).length === 0) expect(fromCloudEvent(value)).toEqual(moved)
    }),
    { numRuns: 3000 },
  )
})
