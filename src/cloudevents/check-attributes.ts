import { type EventIssue, fieldName, maxIssues, report } from '../issue/issue.js'
import { isAttributeValue, isTimestamp, mediaType, text, uri, uriReference } from './attribute-types.js'

interface AttributeRule {
  readonly required: boolean
  /** What a string must be, for messages. */
  readonly expected: string
  isValid(value: string): boolean
}

const isText = (value: string) => text.test(value)

/** Says what `text` matches. */
export const nonEmptyText = 'a string that is not empty, without control characters'

// https://github.com/cloudevents/spec/blob/ce@v1.0.2/cloudevents/spec.md#required-attributes
const rules: Readonly<Record<string, AttributeRule>> = {
  id: { required: true, expected: nonEmptyText, isValid: isText },
  source: {
    required: true,
    expected: 'a URI reference like /workspaces/1',
    isValid: (value) => uriReference.test(value),
  },
  type: { required: true, expected: nonEmptyText, isValid: isText },
  datacontenttype: {
    required: false,
    expected: 'a media type like application/json',
    isValid: (value) => mediaType.test(value),
  },
  dataschema: {
    required: false,
    expected: 'a URI like https://example.com/schema.json',
    isValid: (value) => uri.test(value),
  },
  subject: { required: false, expected: nonEmptyText, isValid: isText },
  time: {
    required: false,
    expected: 'a timestamp of RFC 3339 like 2023-12-01T22:05:57Z',
    isValid: isTimestamp,
  },
}

// Not attributes: the members of the JSON format that hold the payload.
const payloads = ['data', 'data_base64']

/** Adds an issue for each attribute that the specification of CloudEvents 1.0 does not allow. */
export function checkAttributes(issues: EventIssue[], cloudEvent: Readonly<Record<string, unknown>>): void {
  if (cloudEvent.specversion !== '1.0') report(issues, 'invalid_value', '"1.0"', cloudEvent, ['specversion'])
  for (const [name, rule] of Object.entries(rules)) checkAttribute(issues, cloudEvent, name, rule)
  for (const [name, value] of Object.entries(cloudEvent)) {
    if (name === 'specversion' || payloads.includes(name) || Object.hasOwn(rules, name)) continue
    // In the JSON format, an attribute that is not set can be null.
    if (value !== undefined && value !== null) checkExtension(issues, cloudEvent, name)
  }
}

function checkAttribute(
  issues: EventIssue[],
  cloudEvent: Readonly<Record<string, unknown>>,
  name: string,
  { required, expected, isValid }: AttributeRule,
): void {
  const value = cloudEvent[name]
  if (!required && (value === undefined || value === null)) return
  if (typeof value !== 'string') report(issues, 'invalid_type', 'a string', cloudEvent, [name])
  else if (value === '') report(issues, 'too_short', expected, cloudEvent, [name])
  else if (!isValid(value)) report(issues, 'invalid_format', expected, cloudEvent, [name])
}

function checkExtension(
  issues: EventIssue[],
  cloudEvent: Readonly<Record<string, unknown>>,
  name: string,
): void {
  if (!/^[a-z0-9]+$/.test(name)) {
    const reason = 'not the name of an attribute, which has only lower-case letters and digits; remove it'
    if (issues.length < maxIssues) {
      issues.push({ path: [name], message: `${fieldName([name])}: ${reason}`, code: 'unknown_key' })
    }
  } else if (!isAttributeValue(cloudEvent[name])) {
    const expected = 'a boolean, a whole number of 32 bits, or a string without control characters'
    report(issues, 'invalid_value', expected, cloudEvent, [name])
  }
}
