import { describe, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { readStrictWebhookEvent, readWebhookEvent } from '../../src/index.js'

const { example } = catalog.prompt_template_created

function issues(value: unknown, read = readWebhookEvent) {
  const reading = read(value)
  return reading.kind === 'invalid'
    ? reading.error.issues.map(({ path, code, message }) => [path.join('/'), code, message])
    : []
}

const withDetail = (field: string, value: unknown) => ({
  ...example,
  details: { ...example.details, [field]: value },
})

describe('each issue names the field, what was expected and the type of the value', () => {
  test.each([
    ['a string', '15', 'invalid_type', 'expected a whole number, got a string'],
    ['a fraction', 1.5, 'invalid_type', 'expected a whole number, got a number with a fraction'],
    ['null', null, 'invalid_type', 'expected a whole number, got null'],
    ['an array', [], 'invalid_type', 'expected a whole number, got an array'],
    ['an object', {}, 'invalid_type', 'expected a whole number, got an object'],
    ['NaN', Number.NaN, 'invalid_type', 'expected a whole number, got NaN'],
    ['a bigint', 1n, 'invalid_type', 'expected a whole number, got a bigint'],
    ['a symbol', Symbol('x'), 'invalid_type', 'expected a whole number, got a symbol'],
    ['2^53', 2 ** 53, 'too_big', 'expected a whole number of at most 9007199254740991, got a larger number'],
    [
      '-2^53',
      -(2 ** 53),
      'too_small',
      'expected a whole number of at least -9007199254740991, got a smaller number',
    ],
  ])('%s', (_, value, code, text) => {
    expect(issues(withDetail('prompt_template_id', value))).toEqual([
      ['details/prompt_template_id', code, `details.prompt_template_id: ${text}`],
    ])
  })

  test('a missing field', () => {
    const { user_id: _, ...event } = example
    expect(issues(event)).toEqual([['user_id', 'missing', 'user_id: missing, expected a whole number']])
  })

  test('a timestamp of another form, or of a day that does not exist', () => {
    expect(issues({ ...example, timestamp: '2023-02-30T00:00:00' })).toEqual([
      [
        'timestamp',
        'invalid_format',
        'timestamp: expected a string like 2023-12-01T22:05:57.924833, got a string of another form',
      ],
    ])
  })

  test('a field that may be null', () => {
    expect(issues({ ...example, user_name: 1, user_email: undefined })).toEqual([
      ['user_name', 'invalid_type', 'user_name: expected a string or null, got a number'],
      ['user_email', 'invalid_type', 'user_email: expected a string or null, got undefined'],
    ])
  })

  test('the root', () => {
    expect(issues(null)).toEqual([['', 'invalid_type', 'expected an object, got null']])
    expect(issues([example])).toEqual([['', 'invalid_type', 'expected an object, got an array']])
  })

  test('strict: an empty name, the one-event rule, a number below 1, an unknown key', () => {
    const event = { ...withDetail('prompt_template_name', ''), user_id: 0, more: 1 }
    event.details.prompt_template_version_number = 2
    expect(issues(event)).toEqual([])
    expect(issues(event, readStrictWebhookEvent).map(([path, code]) => [path, code])).toEqual([
      ['details/prompt_template_name', 'too_short'],
      ['details/prompt_template_version_number', 'too_big'],
      ['user_id', 'too_small'],
      ['more', 'unknown_key'],
    ])
  })
})

test('the message of a field with a single value names the value', () => {
  expect(issues(withDetail('prompt_template_version_number', 2), readStrictWebhookEvent)).toEqual([
    [
      'details/prompt_template_version_number',
      'too_big',
      'details.prompt_template_version_number: expected 1, got a larger number',
    ],
  ])
})

test('lists all issues of an event, not only the first', () => {
  expect(issues({ event_type: 'prompt_template_label_moved', details: {} })).toHaveLength(5 + 3)
})

test('a message never contains a value of the payload, nor a control character of a key', () => {
  const secret = 'SECRET'
  const event = { ...example, details: secret, timestamp: secret, user_id: secret, user_name: [secret] }
  expect(JSON.stringify(issues(event))).not.toContain(secret)
  const [[, , message] = []] = issues({ ...example, '\u001b[31m\n\u2028\u009b': 1 }, readStrictWebhookEvent)
  expect(message).toBe('["\\u001b[31m\\n\\u2028\\u009b"]: not a field of this event, remove it')
})

test('lists at most 1,000 issues, however many keys are unknown', () => {
  const event = {
    ...example,
    ...Object.fromEntries(Array.from({ length: 5000 }, (_, key) => [`k${key}`, 1])),
  }
  expect(issues(event, readStrictWebhookEvent)).toHaveLength(1000)
})

describe('a key in a message', () => {
  const messageOf = (key: string) => {
    const [[, , message] = []] = issues({ ...example, [key]: 1 }, readStrictWebhookEvent)
    return message?.replace(': not a field of this event, remove it', '')
  }

  test.each([
    ['of a plain name', 'more_1', 'more_1'],
    ['with a space', 'a b', '["a b"]'],
    ['that starts with a digit', '1a', '["1a"]'],
    ['with a quote', '"', '["\\""]'],
    ['outside ASCII', 'é😀', '["\\u00e9\\ud83d\\ude00"]'],
    ['of 100 letters', 'a'.repeat(100), 'a'.repeat(100)],
    ['of 101 letters, which is cut', 'a'.repeat(101), `["${'a'.repeat(100)}"…]`],
    ['of 100 other characters', ' '.repeat(100), `["${' '.repeat(100)}"]`],
    ['of a thousand characters, which is cut', ' '.repeat(1000), `["${' '.repeat(100)}"…]`],
  ])('%s', (_, key, expected) => {
    expect(messageOf(key)).toBe(expected)
  })

  test('of details follows a full stop, or stands in brackets', () => {
    const event = { ...example, details: { ...example.details, more: 1, 'a b': 1 } }
    expect(issues(event, readStrictWebhookEvent).map(([, , message]) => message?.split(':')[0])).toEqual([
      'details.more',
      'details["a b"]',
    ])
  })
})
