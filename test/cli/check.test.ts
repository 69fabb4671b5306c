import { execFileSync } from 'node:child_process'
import { Command } from 'commander'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { check as checkInProcess } from '../../src/cli/check/check.js'
import { isThisMachine } from '../../src/cli/check/consent.js'
import { junitReport } from '../../src/cli/check/junit-report.js'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { battery } from '../../src/testing/check-receiver/battery.js'
import { messageSecret, secret } from '../receiver/signed-request.js'
import { type Fault, faultyReceiver } from '../testing/check-receiver/faulty-receiver.js'
import { Background } from './background.js'
import { createFolder } from './command.js'
import { serve } from './server.js'
import { hasTerminal, Terminal } from './terminal.js'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const { folder } = createFolder()
const withSecret = { PROMPT_WEBHOOKS_SECRET: secret }
const check = (args: readonly string[], environment: Record<string, string> = withSecret) =>
  new Background(['check', ...args], environment).write('').end()
const serveFault = (fault: Fault) => serve(faultyReceiver('promptlayer', secret, fault))

const ids = (scheme: 'promptlayer' | 'standard-webhooks') => battery(scheme).map(({ id }) => id)

test('a receiver that does everything: exit code 0, and a row for each check', async () => {
  const { status, stdout, stderr } = await check([await serveFault('none')])
  expect(status).toBe(0)
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /^⚠ The handlers of the receiver run.*prompt-webhooks-check.*999999999/,
  )
  const rows = [...stdout.matchAll(/^✓ (\S+)/gm)].map(([, id]) => id)
  expect(rows).toEqual(['event/…', ...ids('promptlayer').filter((id) => !id.startsWith('event/'))])
  expect(stdout).toMatch(/^must: (\d+) of \1, should: (\d+) of \2, \d+ requests$/m)
  for (const line of stdout.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(80)
})

test('Standard Webhooks, with --secret', async () => {
  const receiver = createReceiver({
    secret: messageSecret,
    scheme: 'standard-webhooks',
    on: {},
    onError: () => {},
    onRefused: null,
  })
  const url = await serve(toNodeHandler(receiver))
  const { status, stdout } = await check(
    [url, '--scheme', 'standard-webhooks', '--secret', messageSecret],
    {},
  )
  expect(status).toBe(0)
  expect(stdout).toContain('✓ timestamp/too-old')
})

test('a must that fails: exit code 1, what was sent, what came back, what was expected, what to do', async () => {
  const { status, stdout } = await check([await serveFault('a type crashes')])
  expect(status).toBe(1)
  expect(stdout).toMatch(
    /^✗ event\/agent_run_finished\n {4}sent {6}agent_run_finished, signed\n {4}got {7}500\n {4}expected {2}2xx\n {4}next {6}Look for/m,
  )
  expect(stdout).toMatch(/^✓ event\/… {2,}accepts \d+ event types$/m)
})

test('only a should that fails: a warning, and exit code 0', async () => {
  const { status, stdout } = await check([await serveFault('large bodies are read')])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^⚠ http\/body-size/m)
})

test.each<[Fault, string]>([
  ['always 204', 'accepts_everything'],
  ['always drops the socket', 'drops_connections'],
])('a verdict on the whole: %s', async (fault, code) => {
  const { status, stdout } = await check([await serveFault(fault)])
  expect(status).toBe(1)
  expect(stdout).toMatch(new RegExp(`^✗ ${code}\n  \\S.*\n`, 'm'))
  expect(stdout).not.toMatch(/^. \w+\//m)
})

test('--json writes one document', async () => {
  const url = await serveFault('a type crashes')
  const { status, stdout } = await check([url, '--json'])
  expect(status).toBe(1)
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({ url: `${url}/`, scheme: 'promptlayer', passed: false, warnings: [] })
  expect(report.failures).toEqual([
    expect.stringMatching(/^event\/agent_run_finished: sent .*; got 500; expected 2xx[.] /),
  ])
  expect(report.checks.map(({ id }: { id: string }) => id)).toEqual(ids('promptlayer'))
})

/** What Python reads in the file. */
function junit(file: string) {
  const program = `import json, sys, xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot()[0]
print(json.dumps([suite.attrib, [[case.get('name').split(':')[0], [child.tag for child in case]] for case in suite]]))`
  return JSON.parse(execFileSync('python3', ['-c', program, file], { encoding: 'utf8' }))
}

test('--junit writes a file that another program reads: a must fails, a should is skipped', async () => {
  const file = `${folder}/report.xml`
  const url = await serveFault('details are closed')
  const { status, stdout } = await check([url, '--junit', file])
  expect(status).toBe(1)
  expect(stdout).toContain('contract/extra-keys')
  const [suite, cases] = junit(file)
  expect(suite).toMatchObject({
    tests: `${ids('promptlayer').length}`,
    failures: '1',
    skipped: '3',
    errors: '0',
  })
  expect(cases.map(([id]: [string]) => id)).toEqual(ids('promptlayer'))
  expect(new Map(cases).get('contract/extra-keys')).toEqual(['failure'])
  expect(new Map(cases).get('signature/big-numbers')).toEqual(['skipped'])
  await check([await serveFault('large bodies are read'), '--junit', file])
  expect(new Map(junit(file)[1]).get('http/body-size')).toEqual(['skipped'])
  await check([await serveFault('always 204'), '--junit', file])
  expect(junit(file)[1]).toEqual([['verdict/accepts_everything', ['failure']]])
})

test('the text of an answer cannot break the XML', () => {
  const problem = {
    sent: '<a>&"\'',
    received: '500 \u0000\u001b\ufffe]]>',
    expected: '2xx',
    advice: '\ud800',
  }
  const level = 'must' as const
  const checks = [{ id: 'event/a', level, description: '"<>', outcome: 'failed' as const, problem }]
  const text = junitReport(new URL('http://localhost/?a=1&b="'), {
    passed: false,
    checks,
    failures: [],
    warnings: [],
    requests: 1,
  })
  const { write } = createFolder()
  expect(junit(write('report.xml', text))[1]).toEqual([['event/a', ['failure']]])
})

test('--only makes some checks only; what they depend on runs, but is not reported', async () => {
  const url = await serveFault('numbers are doubles')
  const only = ['--only', 'signature/big-numbers', '--only', 'http/method']
  const { status, stdout } = await check([url, '--json', ...only])
  expect(status).toBe(1)
  const { checks, requests } = JSON.parse(stdout)
  expect(checks).toMatchObject([
    { id: 'signature/big-numbers', outcome: 'failed' },
    { id: 'http/method', outcome: 'passed' },
  ])
  expect(requests).toBeLessThan(10)
})

test('--only with one event type has its row', async () => {
  const id = 'event/prompt_template_deleted'
  const { stdout } = await check([await serveFault('none'), '--only', id])
  expect(stdout).toMatch(new RegExp(`^✓ ${id}$`, 'm'))
})

test.each([
  [9_999, true],
  [10_000, false],
])('an answer may take up to ten seconds: after %i ms, passed is %s', async (milliseconds, passes) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const answer = faultyReceiver('promptlayer', secret, 'none')
  const url = await serve((request, response) => {
    vi.advanceTimersByTime(milliseconds)
    answer(request, response)
  })
  const only = ['event/prompt_template_deleted']
  await checkInProcess(new URL(url), { secret, scheme: 'promptlayer', only, json: true }, new Command())
  // It is this process now that would end with it.
  process.exitCode = undefined
  expect(JSON.parse(String(written.mock.lastCall?.[0]))).toMatchObject({ passed: passes })
})

test('--list lists the checks of the scheme, one on each line, and sends nothing', async () => {
  const rows = async (...args: string[]) =>
    (await check(['--list', ...args], {})).stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ +/).slice(0, 2))
  const expected = (scheme: 'promptlayer' | 'standard-webhooks') =>
    battery(scheme).map(({ level, id }) => [level, id])
  expect(await rows()).toEqual(expected('promptlayer'))
  expect(await rows('--scheme', 'standard-webhooks')).toEqual(expected('standard-webhooks'))
  const { stdout } = await check(['--list', '--json', '--only', 'http/method'], {})
  expect(JSON.parse(stdout)).toEqual([{ id: 'http/method', level: 'should', description: 'refuses GET' }])
})

describe('a wrong call: exit code 2, and nothing is sent', () => {
  const here = 'http://127.0.0.1:1/'
  test.each<[readonly string[], RegExp]>([
    [[], /missing required argument 'url'/],
    [['ftp://localhost'], /http or https URL/],
    [[here, '--secret', ' x'], /--secret: has white space/],
    [[here, '--scheme', 'standard-webhooks'], /PROMPT_WEBHOOKS_SECRET: expected whsec_/],
    [[here, '--scheme', 'both'], /promptlayer, standard-webhooks/],
    [
      [here, '--only', 'signature/key-ordr'],
      /"signature\/key-ordr"\n\(Did you mean signature\/key-order\?\)/,
    ],
    [[here, '--only', 'timestamp/too-old'], /needs --scheme standard-webhooks/],
    [[here, '--only', 'x'.repeat(200)], /check --list/],
    [[here, '--junit', '/nowhere/report.xml'], /--junit: \/nowhere\/report.xml cannot be written \(ENOENT\)/],
    [['https://example.com/webhooks'], /example.com is not this machine.*--yes/],
    [['http://192.168.0.1:3000'], /192.168.0.1:3000 is not this machine/],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await check(args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
  })

  test('without a secret', async () => {
    const { status, stderr } = await check([here], {})
    expect(status).toBe(2)
    expect(stderr).toMatch(/no secret; set PROMPT_WEBHOOKS_SECRET, or --secret/)
  })
})

test.each([
  ['http://localhost:3000/', true],
  ['http://app.localhost/', true],
  ['http://localhost./', true],
  ['http://127.8.9.1/', true],
  ['http://2130706433/', true],
  ['http://[::1]/', true],
  ['http://[::ffff:127.0.0.1]/', false],
  ['http://0.0.0.0/', false],
  ['http://localhost.example.com/', false],
  ['http://notlocalhost/', false],
  ['http://127.0.0.1.example.com/', false],
  ['http://10.0.0.1/', false],
])('%s is this machine: %s', (url, is) => {
  expect(isThisMachine(new URL(url))).toBe(is)
})

describe.skipIf(!hasTerminal)('in a terminal', () => {
  const command = `${process.execPath} ${process.cwd()}/dist/cli.js check`
  let terminal: Terminal
  afterEach(() => terminal.close())

  function open(environment: Record<string, string> = {}) {
    terminal = new Terminal({ columns: 80, rows: 60 }, { ...withSecret, ...environment })
    terminal.type('clear')
  }

  test.each([
    ['y', 1, /unreachable/],
    ['n', 2, /nothing was sent/],
    ['', 2, /nothing was sent/],
  ])('it asks before another machine; %j', async (answer, status, text) => {
    open()
    // A name that no DNS has, so no request leaves the machine.
    terminal.type(`${command} http://receiver.invalid:3000/; echo "ended with $?"`)
    await terminal.until(/receiver.invalid:3000 is not this machine.*\(y\/N\)/s)
    terminal.type(answer)
    const screen = await terminal.until(/ended with \d/)
    expect(screen).toContain(`ended with ${status}`)
    expect(screen).toMatch(text)
  })

  test.each(['C-c', 'C-d'])('%s at the question is a no', async (key) => {
    open()
    terminal.type(`${command} http://receiver.invalid:3000/; echo "ended with $?"`)
    await terminal.until(/\(y\/N\)/)
    terminal.press(key)
    const screen = await terminal.until(/ended with \d/)
    expect(screen).toMatch(
      /\nerror: receiver.invalid:3000 is not this machine; nothing was sent\nended with 2/,
    )
  })

  test('green and red marks, and none with NO_COLOR', async () => {
    const url = await serveFault('a type crashes')
    open()
    terminal.type(`${command} ${url}; echo "ended with $?"`)
    await terminal.until(/ended with 1/)
    const screen = terminal.screen({ colours: true })
    // tmux may put a colour of the background in between.
    for (const mark of ['\u001b[31m✗', '\u001b[32m✓']) {
      expect(screen.replaceAll('\u001b[49m', '')).toContain(mark)
    }
    terminal.close()
    open({ NO_COLOR: '1' })
    terminal.type(`${command} ${url}; echo "ended with $?"`)
    await terminal.until(/ended with 1/)
    expect(terminal.screen({ colours: true })).not.toContain('\u001b')
  })
})
