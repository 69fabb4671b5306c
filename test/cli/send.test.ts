import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { eventDate, type WebhookEvent, webhookEventTypes } from '../../src/index.js'
import { createReceiver } from '../../src/receiver/index.js'
import { moved, secret } from '../receiver/signed-request.js'
import { Background } from './background.js'
import { createFolder, run } from './command.js'

const closers: (() => unknown)[] = []
afterAll(() => Promise.all(closers.map((close) => close())))

/** A receiver that verifies, with what came. A listener answers in its place. */
async function receive(listener?: RequestListener) {
  const events: WebhookEvent[] = []
  const bodies: string[] = []
  const { receive } = createReceiver({
    secret,
    on: {},
    onAny: (event) => events.push(event as WebhookEvent),
  })
  const server = createServer(async (request, response) => {
    const { method, headers } = request
    const body = await text(request)
    bodies.push(body)
    const { status } = await receive({ method, headers, body })
    if (listener) listener(request, response)
    else
      response
        .writeHead(status, { 'x-mine': 'a\u00e9b' })
        .end(status === 204 ? undefined : 'No.\n\u001b[31mNo!')
  }).listen(0, '127.0.0.1')
  closers.push(() => server.close().closeAllConnections())
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`, events, bodies }
}

const signed = { PROMPT_WEBHOOKS_SECRET: secret }
const send = (args: readonly string[], environment: Record<string, string> = signed, input = '') =>
  new Background(['send', ...args], environment).write(input).end()

describe('one event', () => {
  test('the example of each type, as of now, which a receiver that verifies takes', async () => {
    const { url, events } = await receive()
    const started = Date.now()
    const ends = await Promise.all(webhookEventTypes.map((type) => send([type, '--to', url])))
    expect(ends.map(({ status, stderr }) => [status, stderr])).toEqual(webhookEventTypes.map(() => [0, '']))
    const byType = new Map(events.map((event) => [event.event_type, event]))
    for (const type of webhookEventTypes) {
      const { timestamp, ...event } = byType.get(type) as WebhookEvent
      expect({ ...event, timestamp: catalog[type].example.timestamp }).toEqual(catalog[type].example)
      expect(timestamp).toMatch(/^[\d-]{10}T[\d:]{8}[.]\d{6}$/)
      expect(eventDate({ timestamp }).getTime()).toBeGreaterThanOrEqual(started)
    }
  })

  test('request, answer and time are shown, as they were', async () => {
    const { url, bodies } = await receive()
    const { status, stdout } = await send(
      ['prompt_template_deleted', '--to', url, '--secret', 'whsec_AAAAAAAAAAAAAAAAAAAAAAAA'],
      {},
    )
    expect(status).toBe(1)
    const lines = stdout.split('\n')
    expect(lines[0]).toBe(`POST ${url}`)
    expect(lines).toContain(bodies[0])
    for (const name of [
      'content-type: application/json',
      'user-agent: prompt-webhooks/',
      'x-promptlayer-signature: ',
      'webhook-signature: v1,',
    ]) {
      expect(stdout).toContain(`\n    ${name}`)
    }
    expect(stdout).toMatch(/\n\n401 Unauthorized\n/)
    expect(stdout).toContain('\n    x-mine: aéb\n')
    expect(stdout).toContain('\n\nNo.\n"\\u001b[31mNo!"\n\n')
    expect(stdout).toMatch(/\n✗ not delivered: answered 401 \([\d.]+ ms\)\n$/)
  })

  test('without a secret it is signed at random, and that is said', async () => {
    const { url } = await receive()
    const { status, stderr } = await send(['prompt_template_deleted', '--to', url], {})
    expect([status, stderr]).toEqual([
      1,
      '⚠ No secret (--secret): signed with a random one, which a receiver that checks will refuse.\n',
    ])
  })

  test.each<[string, RequestListener, RegExp]>([
    ['500', (_, response) => response.writeHead(500).end(), /✗ not delivered: answered 500/],
    [
      '410',
      (_, response) => response.writeHead(410).end(),
      /✗ not delivered, and not to be tried again: answered 410/,
    ],
    [
      'a redirect',
      (_, response) => response.writeHead(307, { location: '/' }).end(),
      /✗ not delivered: answered with a redirect/,
    ],
    ['a reset', (request) => request.socket.resetAndDestroy(), /✗ not delivered: no answer \(ECONNRESET\)/],
  ])('%s: exit code 1', async (_, listener, stdout) => {
    const { url } = await receive(listener)
    expect(await send(['prompt_template_deleted', '--to', url])).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(stdout),
    })
  })
})

describe('--set', async () => {
  const { url, events } = await receive()
  const sent = async (type: string, ...fields: string[]) => {
    expect(await send([type, '--to', url, ...fields.flatMap((field) => ['--set', field])])).toMatchObject({
      status: 0,
      stderr: '',
    })
    return events.at(-1)
  }

  test('text where the contract has text, and else JSON', async () => {
    const event = await sent(
      'prompt_template_label_moved',
      ...[
        'details.prompt_template_name=12',
        'details.prompt_template_id=34',
        'details.prompt_template_label=a=b "c"',
      ],
      ...['user_id=5', 'user_name=null', 'user_email=true', 'timestamp=2020-02-02T02:02:02Z'],
    )
    const { details } = catalog.prompt_template_label_moved.example
    expect(event).toEqual({
      event_type: 'prompt_template_label_moved',
      details: {
        ...details,
        prompt_template_name: '12',
        prompt_template_id: 34,
        prompt_template_label: 'a=b "c"',
      },
      ...{
        user_id: 5,
        workspace_id: 1,
        user_name: null,
        user_email: 'true',
        timestamp: '2020-02-02T02:02:02Z',
      },
    })
  })

  test.each([
    [
      'details.prompt_template_nam=a',
      'error: --set: the event has no field "details.prompt_template_nam"\n(Did you mean details.prompt_template_name?)\n',
    ],
    [
      'prompt_template_id=1',
      'error: --set: the event has no field "prompt_template_id"\n(Did you mean details.prompt_template_id?)\n',
    ],
    ['usr_id=1', 'error: --set: the event has no field "usr_id"\n(Did you mean user_id?)\n'],
    [
      'colour=red',
      'error: --set: the event has no field "colour"\n(There are: details.prompt_template_id, details.prompt_template_name, user_id, workspace_id, timestamp, user_name, user_email)\n',
    ],
    ['__proto__=1', expect.stringContaining('has no field "__proto__"')],
    ['details=1', expect.stringContaining('has no field "details"')],
    ['event_type=a', expect.stringContaining('has no field "event_type"')],
    ['user_id', 'error: --set: expected field=value, got "user_id"\n'],
    [
      'details.prompt_template_id=x',
      'error: not an event that may be sent\n    details.prompt_template_id: expected a whole number, got a string\n',
    ],
    ['user_id=0', expect.stringContaining('user_id: expected a whole number of at least 1')],
    ['timestamp=now', expect.stringContaining('timestamp: expected')],
  ])('%s: exit code 2', (field, stderr) => {
    expect(run(['send', 'prompt_template_deleted', '--to', url, '--set', field])).toEqual({
      status: 2,
      stdout: '',
      stderr,
    })
  })

  test('the rules between fields hold', () => {
    const args = [
      'send',
      'prompt_template_name_changed',
      '--to',
      url,
      '--set',
      'details.prompt_template_name=Old name',
    ]
    expect(run(args)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('details.prompt_template_name: expected another value'),
    })
  })
})

describe('--file', async () => {
  const { url, events, bodies } = await receive()
  const { folder, write } = createFolder()
  const file = write('event.json', `\ufeff${moved}\n`)

  test('what stands in it is sent as it is, from standard input too, and changed by --set', async () => {
    expect(await send(['--file', file, '--to', url])).toMatchObject({ status: 0 })
    expect(
      await send(
        ['prompt_template_label_moved', '--file', '-', '--to', url, '--set', 'user_id=9'],
        signed,
        moved,
      ),
    ).toMatchObject({ status: 0 })
    expect(events).toEqual([JSON.parse(moved), { ...JSON.parse(moved), user_id: 9 }])
  })

  test('repeated, it is the same event each time', async () => {
    bodies.length = 0
    expect(await send(['--file', file, '--to', url, '--repeat', '3'])).toMatchObject({ status: 0 })
    expect(new Set(bodies).size).toBe(1)
    expect(bodies).toHaveLength(3)
  })

  const invalid = write('invalid.json', moved.replace('"prod"', '""').replace('"user_id"', '"user"'))
  test.each<[string[], string]>([
    [
      ['--file', invalid],
      'error: not an event that may be sent\n    details.prompt_template_label: expected a string that is not empty, got an empty string\n    user_id: missing, expected a whole number\n    user: not a field of this event, remove it\n',
    ],
    [
      ['--file', write('later.json', moved.replace('label_moved', 'archived'))],
      'error: not an event that may be sent\n    event_type: "prompt_template_archived" is not a type that the contract knows\n',
    ],
    [
      ['--file', write('broken.json', '{')],
      'error: not an event that may be sent\n    not JSON: close brace expected\n',
    ],
    [['--file', write('two.json', `${moved}\n${moved}`)], `error: ${folder}/two.json: expected one event\n`],
    [['--file', write('empty.json', '')], `error: ${folder}/empty.json: expected one event\n`],
    [['--file', `${folder}/none.json`], `error: ${folder}/none.json: no such file\n`],
    [['--file', folder], `error: ${folder}: is a folder\n`],
    [
      ['--file', file, 'prompt_template_deleted'],
      'error: the event in the file is of the type prompt_template_label_moved: leave the type away\n',
    ],
    [[], 'error: name an event type, or a file with --file\n'],
  ])('%j: exit code 2', (args, stderr) => {
    expect(run(['send', '--to', url, ...args])).toEqual({ status: 2, stdout: '', stderr })
  })
})

describe('--repeat', () => {
  test('each is an event of its own, in order; how many and how fast is told', async () => {
    const { url, events } = await receive()
    const { status, stdout, stderr } = await send(['prompt_template_deleted', '--to', url, '--repeat', '30'])
    expect([status, stderr]).toEqual([0, ''])
    const stamps = events.map(({ timestamp }) => timestamp)
    expect([...new Set(stamps)].sort()).toEqual(stamps)
    expect(stamps).toHaveLength(30)
    expect(stdout).toMatch(
      /^30 events to \S+ in [\d.]+ s, [\d,]+ a second\n✓ 30 delivered\n50 % within [\d.]+ ms, 95 % within [\d.]+ ms, 99 % within [\d.]+ ms, the slowest [\d.]+ ms\n$/,
    )
  })

  test('what was not delivered is counted by its reason: exit code 1', async () => {
    let requests = 0
    const { url } = await receive((_, response) =>
      response.writeHead([204, 500, 410, 204, 500][requests++] ?? 204).end(),
    )
    const { status, stdout } = await send(['prompt_template_deleted', '--to', url, '--repeat', '6'])
    expect(status).toBe(1)
    expect(stdout).toContain('\n✓ 3 delivered\n✗ 3 not delivered\n    2: answered 500\n    1: answered 410\n')
  })

  test('one after another; with --rate whether or not they are answered', async () => {
    const most = async (...args: string[]) => {
      let underWay = 0
      let most = 0
      const { url } = await receive(async (_, response) => {
        most = Math.max(most, ++underWay)
        await setTimeout(50)
        underWay--
        response.writeHead(204).end()
      })
      expect(await send(['prompt_template_deleted', '--to', url, '--repeat', '8', ...args])).toMatchObject({
        status: 0,
      })
      return most
    }
    expect(await most()).toBe(1)
    expect(await most('--rate', '1000')).toBeGreaterThan(3)
  })

  test('Ctrl-C stops it, and it tells how far it came: exit code 1', async () => {
    const { url, bodies } = await receive(
      (_, response) => bodies.length <= 2 && response.writeHead(204).end(),
    )
    const background = new Background(
      ['send', 'prompt_template_deleted', '--to', url, '--repeat', '9'],
      signed,
    )
    await expect.poll(() => bodies.length).toBe(3)
    const { status, stdout } = await background.end('SIGINT')
    expect(status).toBe(1)
    expect(stdout).toMatch(/^2 of 9 events to /)
  })
})

describe('a wrong call: exit code 2', () => {
  const to = ['prompt_template_deleted', '--to', 'http://127.0.0.1:1']
  test.each([
    [['prompt_template_deletd', '--to', 'http://127.0.0.1:1'], /Did you mean prompt_template_deleted\?/],
    [['prompt_template_deleted'], /required option '--to <url>' not specified/],
    [['prompt_template_deleted', '--to', '127.0.0.1:1'], /Expected an http or https URL/],
    [[...to, '--repeat', '0'], /Expected a whole number of at least 1/],
    [[...to, '--rate', '-1'], /Expected a number above 0/],
    [[...to, '--rate', 'fast'], /Expected a number above 0/],
    [
      [...to, '--secret', ' a', '--repeat', '9', '--rate', '9'],
      /^error: secret: has white space around it; remove it\n$/,
    ],
    [[...to, '--secret', 'whsec_!'], /^error: secret/],
  ])('%j', (args, stderr) => {
    expect(run(['send', ...args])).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(stderr) })
  })
})
