import type { ReceiverCheck, ReceiverReport } from '../../testing/check-receiver/run-checks.js'

/**
 * The report in JUnit XML, which servers of CI read. What a receiver should do and does not is `skipped`: the
 * format has no warnings, and a failure would turn the build red.
 */
export function junitReport(url: URL, { verdict, checks }: ReceiverReport): string {
  const cases = verdict
    ? [testCase(`verdict/${verdict.code}`, verdict.message, failure(verdict.message, verdict.advice))]
    : checks.map((check) => testCase(check.id, check.description, resultOf(check)))
  const numberOf = (element: string) => cases.filter((each) => each.includes(`<${element} `)).length
  const counts = `tests="${cases.length}" failures="${numberOf('failure')}" errors="0" skipped="${numberOf('skipped')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(`prompt-webhooks check ${url.href}`)}" ${counts}>`,
    ...cases.map((each) => `    ${each}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(id: string, description: string, result: string): string {
  const [group] = id.split('/')
  const names = `classname="prompt-webhooks.check.${group}" name="${escaped(`${id}: ${description}`)}"`
  return result ? `<testcase ${names}>${result}</testcase>` : `<testcase ${names}/>`
}

function resultOf({ level, outcome, problem, note = '' }: ReceiverCheck): string {
  if (outcome === 'passed') return ''
  if (!problem) return `<skipped message="${escaped(note)}"/>`
  const message = `expected ${problem.expected}, got ${problem.received}`
  if (level === 'should') return `<skipped message="${escaped(`should: ${message}. ${problem.advice}`)}"/>`
  return failure(message, `Sent: ${problem.sent}\nNext: ${problem.advice}`)
}

function failure(message: string, text: string): string {
  return `<failure message="${escaped(message)}" type="must">${escaped(text)}</failure>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
}

// XML 1.0 has no control characters, not even escaped ones.
function escaped(text: string): string {
  return text.replace(/[&<>"\n]/g, (each) => entities[each] ?? '').replace(/(?!\n)\p{C}/gu, '\ufffd')
}
