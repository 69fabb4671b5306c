import { describe, expect, test } from 'vitest'
import { catalog } from '../../../src/generated/catalog.js'
import { moved } from '../../receiver/signed-request.js'
import { createFolder, run } from '../command.js'
import { receive, send, signed } from './receiver.js'

const { url, events, bodies } = await receive()

/** Expects a wrong call, and returns the message. */
function messageOf(args: readonly string[]): string {
  const { status, stdout, stderr } = run(['send', ...args, '--to', url])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error: /)
  return stderr
}

describe('--set', () => {
  test('a value is text if the contract has text there, and JSON otherwise', async () => {
    const fields = [
      'details.prompt_template_name=12',
      'details.prompt_template_id=34',
      'details.prompt_template_label=a=b "c"',
      ...['user_id=5', 'user_name=null', 'user_email=true', 'timestamp=2020-02-02T02:02:02Z'],
    ]
    const args = ['prompt_template_label_moved', '--to', url, ...fields.flatMap((each) => ['--set', each])]
    expect(await send(args)).toMatchObject({ status: 0, stderr: '' })
    const { details } = catalog.prompt_template_label_moved.example
    expect(events.at(-1)).toEqual({
      event_type: 'prompt_template_label_moved',
      details: {
        ...details,
        prompt_template_name: '12',
        prompt_template_id: 34,
        prompt_template_label: 'a=b "c"',
      },
      user_id: 5,
      workspace_id: 1,
      user_name: null,
      user_email: 'true',
      timestamp: '2020-02-02T02:02:02Z',
    })
  })

  test.each([
    [
      'details.prompt_template_nam=a',
      /"details\.prompt_template_nam".*\(Did you mean details\.prompt_template_name\?\)/s,
    ],
    ['prompt_template_id=1', /"prompt_template_id".*\(Did you mean details\.prompt_template_id\?\)/s],
    ['usr_id=1', /"usr_id".*\(Did you mean user_id\?\)/s],
    ['user_iddddd=1', /"user_iddddd".*\(Did you mean user_id\?\)/s],
    ['user_idddddd=1', /"user_idddddd".*\(Fields: /s],
    ['colour=red', /"colour".*\(Fields: details\.prompt_template_id, .*user_id.*user_email\)/s],
    ['__proto__=1', /"__proto__"/],
    ['details=1', /"details"/],
    ['event_type=a', /"event_type"/],
  ])('%s is not a field: a hint', (field, message) => {
    expect(messageOf(['prompt_template_deleted', '--set', field])).toMatch(message)
  })

  test.each([
    ['user_id', /--set: expected field=value, got "user_id"/],
    ['=1', /--set: expected field=value/],
    ['details.prompt_template_id=x', /details\.prompt_template_id: expected a whole number, got a string/],
    ['user_id=0', /user_id: expected a whole number of at least 1/],
    ['timestamp=now', /timestamp: expected/],
  ])('%s is refused, and nothing is sent', (field, message) => {
    const before = bodies.length
    expect(messageOf(['prompt_template_deleted', '--set', field])).toMatch(message)
    expect(bodies).toHaveLength(before)
  })

  test('the rules between fields hold', () => {
    const field = 'details.prompt_template_name=Old name'
    expect(messageOf(['prompt_template_name_changed', '--set', field])).toMatch(
      /details\.prompt_template_name: expected a value that differs/,
    )
  })
})

describe('--file', () => {
  const { folder, write } = createFolder()
  const file = write('event.json', `\ufeff${moved}\n`)

  test('the event is sent as it is, and can be changed by --set', async () => {
    expect(await send(['--file', file, '--to', url])).toMatchObject({ status: 0 })
    expect(events.at(-1)).toEqual(JSON.parse(moved))
    const args = ['prompt_template_label_moved', '--file', '-', '--to', url, '--set', 'user_id=9']
    expect(await send(args, signed, moved)).toMatchObject({ status: 0 })
    expect(events.at(-1)).toEqual({ ...JSON.parse(moved), user_id: 9 })
  })

  test('a repeated event is the same each time', async () => {
    bodies.length = 0
    expect(await send(['--file', file, '--to', url, '--repeat', '3'])).toMatchObject({ status: 0 })
    expect(bodies).toHaveLength(3)
    expect(new Set(bodies).size).toBe(1)
  })

  test('an invalid event is refused with all its issues', () => {
    const invalid = write('invalid.json', moved.replace('"prod"', '""').replace('"user_id"', '"user"'))
    const lines = messageOf(['--file', invalid]).trimEnd().split('\n').slice(1)
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual([
      'details.prompt_template_label',
      'user_id',
      'user',
    ])
  })

  test.each<[string, string[], RegExp]>([
    [
      'an unknown type',
      ['--file', write('later.json', moved.replace('label_moved', 'added_later'))],
      /"prompt_template_added_later"/,
    ],
    ['not JSON', ['--file', write('broken.json', '{')], /not JSON: expected a closing brace/],
    [
      'two events',
      ['--file', write('two.json', `${moved}\n${moved}`)],
      /two\.json: expected one event, found 2/,
    ],
    ['no event', ['--file', write('empty.json', '')], /empty\.json: expected one event, found 0/],
    ['no file', ['--file', `${folder}/none.json`], /none\.json: no such file/],
    ['a folder', ['--file', folder], /is a folder/],
    ['another type', ['--file', file, 'prompt_template_deleted'], /has the type prompt_template_label_moved/],
    ['neither type nor file', [], /expected an event type, or a file with --file/],
  ])('%s: exit code 2', (_, args, message) => {
    expect(messageOf(args)).toMatch(message)
  })
})

describe('a wrong call: exit code 2', () => {
  const to = ['prompt_template_deleted', '--to', 'http://127.0.0.1:1']
  test.each([
    [['prompt_template_deletd', '--to', 'http://127.0.0.1:1'], /Did you mean prompt_template_deleted\?/],
    [['prompt_template_deleted'], /required option '--to <url>' not specified/],
    [['prompt_template_deleted', '--to', '127.0.0.1:1'], /--to.*Expected an http or https URL/],
    [['prompt_template_deleted', '--to', 'http://a*b/'], /^error: --to: expected the name .*"a\*b"\n$/],
    [[...to, '--repeat', '0'], /--repeat.*Expected a whole number from 1/],
    [[...to, '--repeat', '1.5'], /--repeat.*Expected a whole number from 1/],
    [[...to, '--repeat', '2', '--rate', '-1'], /--rate.*Expected a number above 0/],
    [[...to, '--repeat', '2', '--rate', '0'], /--rate.*Expected a number above 0/],
    [[...to, '--repeat', '2', '--rate', 'Infinity'], /--rate.*Expected a number above 0/],
    [[...to, '--repeat', '2', '--rate', 'fast'], /--rate.*Expected a number above 0/],
    [[...to, '--rate', '5'], /--rate: needs .*--repeat/],
    [[...to, '--secret', ' a', '--repeat', '9', '--rate', '9'], /^error: --secret: .*white space.*\n$/],
    [[...to, '--secret', ''], /^error: --secret: empty/],
    [[...to, '--secret', 'whsec_!'], /^error: --secret/],
  ])('%j', (args, stderr) => {
    expect(run(['send', ...args])).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(stderr) })
  })

  test('a wrong secret in the environment is named, and not shown', async () => {
    const { status, stderr } = await send(to, { PROMPT_WEBHOOKS_SECRET: 'whsec_s3cret!' })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^error: PROMPT_WEBHOOKS_SECRET/)
    expect(stderr).not.toContain('s3cret')
  })
})
