import type { z } from '@hono/zod-openapi'
import type { InputIssue } from '../errors.js'

type SchemaIssue = z.core.$ZodIssue

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
}

/** Turns the issues of a schema into the form and the words of the contract's issues. */
export function inputIssues({ issues }: { readonly issues: readonly SchemaIssue[] }): InputIssue[] {
  return issues.flatMap((issue): InputIssue[] => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)))
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const unknown = [...path, key]
        return { path: unknown, message: `${fieldName(unknown)}: unknown key`, code: 'unknown_key' }
      })
    }
    const message = path.length ? `${fieldName(path)}: ${expectation(issue)}` : expectation(issue)
    return [{ path, message, code: 'invalid_type' }]
  })
}

function expectation(issue: SchemaIssue): string {
  if (issue.code === 'invalid_type') return `expected ${kinds[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `expected one of ${issue.values.join(', ')}`
  if (issue.code === 'too_big') return `expected at most ${issue.maximum} characters`
  return issue.message
}

function fieldName(path: readonly (string | number)[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index ? `.${key}` : key)).join('')
}
