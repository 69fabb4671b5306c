import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { verifyMessage } from 'prompt-webhooks/standard-webhooks'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Background } from '../../test/cli/background.js'
import { hasNode20, node20 } from '../../test/support/node-20.js'
import { hasTools } from '../../test/support/tools.js'
import { exampleOf } from '../src/catalog.js'
import { createHubClient } from '../src/client.js'
import { createHub } from '../src/index.js'
import { nodeProblem } from '../src/node-version.js'
import { databases } from './databases.js'
import { encryptionKey } from './encryption-key.js'
import { startEndpoint } from './endpoint.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'

const token = 'a-token-that-is-long-enough'

/** Starts the built command on a free port. */
function start(args: readonly string[], environment: Record<string, string> = {}): Background {
  const hub = new Background(args, { PORT: '0', ...environment }, ['hub/bin/prompt-webhooks-hub.js'])
  onTestFinished(async () => {
    await hub.end('SIGKILL')
  })
  return hub
}

/** Resolves with its URL as soon as it listens. */
const served = (hub: Background) => hub.until(/"url":"([^"]+)"/)

/** The folder of an empty database: with it, the command starts sooner than with a database in memory. */
async function emptyFolder(): Promise<string> {
  const [pglite] = databases
  const database = await pglite?.start()
  onTestFinished(() => database?.stop())
  const { dataFolder = '' } = (await database?.create()) ?? {}
  return dataFolder
}

/** The arguments that follow `words` in an example file, one list per line that has them. */
function argumentsIn(file: string, words: string, values: Record<string, string> = {}): string[][] {
  const text = readFileSync(new URL(`../examples/${file}`, import.meta.url), 'utf8')
  const lines = [...text.matchAll(new RegExp(`^ *${words} (.+)$`, 'gm'))]
  return lines.map(([, line = '']) => line.split(' ').map((each) => values[each] ?? each))
}

test.each<[string, string[], Record<string, string>, string]>([
  ['an invalid port', ['serve'], { PORT: 'http' }, 'whole number'],
  ['a number with a unit', ['serve', '--keep-days', '30d'], {}, 'whole number'],
  ['a host name with a port', ['serve', '--allowed-host', 'hub', 'a.example:8443'], {}, 'such as a.example'],
  ['an unknown log level', ['serve', '--log-level', 'loud'], {}, 'Allowed choices are trace, debug,'],
  ['another database', ['serve'], { DATABASE_URL: 'mysql://localhost/' }, 'postgres://'],
  ['a worker without Postgres', ['work'], {}, 'DATABASE_URL'],
  [
    'a worker with a folder that it cannot use',
    ['work', '--data', 'never-created'],
    { DATABASE_URL: 'postgres://localhost/' },
    "unknown option '--data'",
  ],
  [
    'a public address with an empty token',
    ['serve', '--host', '::'],
    { PROMPT_WEBHOOKS_TOKEN: '' },
    'a token is required',
  ],
  [
    'a folder that no process would deliver from',
    ['serve', '--no-work', '--data', 'never-created'],
    {},
    '--no-work needs DATABASE_URL',
  ],
  [
    'a database in memory that nobody delivers from',
    ['serve', '--no-work'],
    {},
    '--no-work needs DATABASE_URL',
  ],
  [
    'a folder beside the Postgres of the environment',
    ['serve', '--data', 'never-created'],
    { DATABASE_URL: 'postgres://me:secret@localhost:1/' },
    '--data, DATABASE_URL: expected only one of them. Leave out --data to use Postgres, or DATABASE_URL',
  ],
  [
    'a folder beside the Postgres of a flag',
    ['serve', '--data', 'never-created', '--database-url', 'postgres://localhost:1/'],
    {},
    '--data, --database-url: expected only one of them',
  ],
  [
    'a disk that Postgres would wait for anyway',
    ['serve', '--no-fsync'],
    { DATABASE_URL: 'postgres://localhost:1/' },
    '--no-fsync, DATABASE_URL: expected only one of them',
  ],
  [
    'metrics beyond this machine without a token',
    ['work', '--metrics-port', '0', '--metrics-host', '0.0.0.0'],
    { DATABASE_URL: 'postgres://localhost/' },
    'a token is required',
  ],
  [
    'an alert URL without a secret',
    ['serve', '--alert-url', 'https://example.com'],
    {},
    'alertUrl, alertSecret: ',
  ],
  [
    'a host with a port to deliver to',
    ['serve', '--allow', 'web', 'receiver:3000'],
    {},
    '--allow: receiver:3000: expected a host name without a port',
  ],
  [
    'a wildcard that a worker may deliver to',
    ['work', '--allow', '*.internal'],
    { DATABASE_URL: 'postgres://localhost:1/' },
    '--allow: *.internal: expected a host name',
  ],
  ['more days than there are', ['serve', '--keep-days', '36501'], {}, 'at most 36500'],
  ['a key that is too short', ['serve'], { PROMPT_WEBHOOKS_KEY: 'abc' }, 'PROMPT_WEBHOOKS_KEY: expected 32'],
  ['a blank key', ['serve'], { PROMPT_WEBHOOKS_KEY: ' ' }, 'PROMPT_WEBHOOKS_KEY: it is blank'],
  ['an unreachable Postgres', ['work'], { DATABASE_URL: 'postgres://localhost:1/' }, 'ECONNREFUSED'],
])('%s: it exits at once with a message that says what to do', async (_, args, environment, message) => {
  const { status, stdout, stderr } = await start(args, environment).end()
  expect(stderr).toContain(message)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(stdout).not.toContain('"url"')
  expect(status).toBe(1)
})

test.each(['/', '?', '#'])(
  'a password with a raw %s gets a message that does not show it',
  async (character) => {
    for (const password of [`pa${character}ss`, `12${character}34`]) {
      const { status, stdout, stderr } = await start(['work'], {
        DATABASE_URL: `postgres://hub:${password}@localhost/hub`,
      }).end()
      expect(stderr).toContain('set PGPASSWORD instead')
      expect(stdout + stderr).not.toContain(password)
      expect(status).toBe(1)
    }
  },
)

test.runIf(hasNode20())('on Node 20, every command says in one line which Node it needs', () => {
  for (const args of [['serve'], ['work'], ['--help']]) {
    const command = [fileURLToPath(new URL('../bin/prompt-webhooks-hub.js', import.meta.url)), ...args]
    const { status, stdout, stderr } = spawnSync(node20(), command, { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^prompt-webhooks-hub: needs Node 22\.12 or newer, and this is Node 20\..*\n$/)
  }
})

test.runIf(hasNode20())('on Node 20, createHub says which Node it needs', () => {
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const code = "import { createHub } from 'prompt-webhooks-hub'; await (await createHub()).close()"
  const args = ['--input-type=module', '--eval', code]
  const { status, stderr } = spawnSync(node20(), args, { cwd, encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/^Error: createHub needs Node 22\.12 or newer, and this is Node 20\./m)
})

test.each([
  ['22.12.0', '>=22.12', true],
  ['22.11.9', '>=22.12', false],
  ['20.20.2', '>=22.12', false],
  ['24.0.0', '>=22.12', true],
  ['23.0.0', '>=22.12', true],
])('Node %s for %s: %s', (version, engines, isEnough) => {
  expect(nodeProblem(version, engines) === undefined).toBe(isEnough)
})

test('started like the systemd unit, it locks its folder and stops on SIGTERM', async () => {
  const dataFolder = await emptyFolder()
  const [args = []] = argumentsIn(
    'prompt-webhooks-hub.service',
    'ExecStart=/usr/bin/env prompt-webhooks-hub',
    {
      '${STATE_DIRECTORY}': dataFolder,
    },
  )
  const hub = start(args)
  expect((await fetch(new URL('settings/webhooks', await served(hub)))).status).toBe(200)
  expect(await start(args).end()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`${dataFolder}: another process uses this folder`),
  })
  expect(await hub.end('SIGTERM')).toMatchObject({ status: 0, stderr: '' })
})

test.each([
  ['a commit waits for the disk', [], true],
  ['with --no-fsync, no commit waits for the disk', ['--no-fsync'], false],
])('%s', async (_, flags, waits) => {
  const dataFolder = await emptyFolder()
  const record = join(dataFolder, '..', 'fsync')
  const hub = start(['serve', '--data', dataFolder, ...flags], {
    NODE_OPTIONS: `--import ${new URL('record-fsync.js', import.meta.url)}`,
    FSYNC_RECORD: record,
  })
  const client = createHubClient({ url: await served(hub) })
  const calls = () => (existsSync(record) ? readFileSync(record).length : 0)
  const before = calls()
  await client.publish(exampleOf(undefined))
  expect(calls() > before).toBe(waits)
})

test('it keeps delivered events for `--keep-days` days', async () => {
  const dataFolder = await emptyFolder()
  const before = await createHub({ dataFolder, work: false })
  const publications = await before.publish(Array(2).fill(exampleOf(undefined)))
  await before.close()
  const { pool, close } = await openDatabase({ dataFolder })
  for (const [index, hours] of [23, 25].entries()) {
    await pool.query(
      "UPDATE prompt_webhooks.event SET published_at = now() - $2 * interval '1 hour' WHERE id = $1",
      [publications[index]?.eventId, hours],
    )
  }
  await close()
  const hub = start(['serve', '--data', dataFolder, '--keep-days', '1'])
  const client = createHubClient({ url: await served(hub) })
  const [kept] = publications
  await expect
    .poll(async () => (await client.events.list()).items.map(({ id }) => id))
    .toEqual([kept?.eventId])
  expect((await hub.end('SIGTERM')).status).toBe(0)
})

test('on a public address, it serves, delivers to and attempts at a time only what its flags allow', async () => {
  const flags = [
    '--allowed-host',
    'hub.example.com',
    '--allow',
    '127.0.0.1',
    '--concurrency-per-webhook',
    '1',
  ]
  // Taken for a public address, because it is spelled unusually, but only this machine can reach it.
  const hub = start(['serve', '--host', '127.1', ...flags], {
    PROMPT_WEBHOOKS_TOKEN: token,
    // Without a URL, it is not used.
    PROMPT_WEBHOOKS_ALERT_SECRET: 'not-even-a-secret',
  })
  const { port } = new URL(await served(hub))
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const authorization = `Bearer ${token}`
    const asking = request({ port, path, headers: { authorization, ...headers } }).end()
    const [answer] = (await once(asking, 'response')) as [IncomingMessage]
    return { status: answer.statusCode, text: await text(answer) }
  }
  expect((await ask('/api/webhooks', { host: 'hub.example.com' })).status).toBe(200)
  expect((await ask('/api/webhooks', { host: 'other.example.com' })).status).toBe(421)

  const client = createHubClient({ url: `http://127.0.0.1:${port}/`, token })
  await expect(client.webhooks.create({ url: 'http://127.0.0.2/' })).rejects.toThrow(/^url: /)
  const running: (string | undefined)[] = []
  const endpoint = await startEndpoint(async (_, response) => {
    running.push(/^prompt_webhooks_attempts_running (\d+)$/m.exec((await ask('/metrics')).text)?.[1])
    response.writeHead(204).end()
  })
  await client.webhooks.create({ url: endpoint.url })
  await client.publish(Array(3).fill(exampleOf(undefined)))
  await expect.poll(() => running.length).toBe(3)
  expect(running).toEqual(['1', '1', '1'])
  expect((await hub.end('SIGTERM')).status).toBe(0)
  await endpoint.stop()
})

test('it respects `--concurrency` and `--concurrency-per-webhook`', async () => {
  const hub = start(['serve', '--concurrency', '2', '--concurrency-per-webhook', '1'])
  const url = await served(hub)
  const client = createHubClient({ url })
  // It never answers, so what has begun goes on.
  const endpoint = await startEndpoint(() => {})
  for (const name of ['one', 'two', 'three']) await client.webhooks.create({ url: `${endpoint.url}/${name}` })
  await client.publish(Array(2).fill(exampleOf(undefined)))
  await endpoint.count(2)
  const metrics = await (await fetch(new URL('metrics', url))).text()
  expect(metrics).toMatch(/^prompt_webhooks_attempts_running 2$/m)
  expect(new Set(endpoint.received.map(({ path }) => path)).size).toBe(2)
  await endpoint.stop()
})

test('it sends alerts where its environment says, signed with the secret there', async () => {
  const secret = `whsec_${Buffer.alloc(32, 'alerts').toString('base64')}`
  const [alerts, gone] = await Promise.all([
    startEndpoint(),
    startEndpoint((_, response) => response.writeHead(410).end()),
  ])
  const hub = start(['serve', '--data', await emptyFolder()], {
    PROMPT_WEBHOOKS_ALERT_URL: alerts.url,
    PROMPT_WEBHOOKS_ALERT_SECRET: secret,
  })
  const client = createHubClient({ url: await served(hub) })
  const { id } = await client.webhooks.create({ url: gone.url })
  await client.publish(exampleOf(undefined))
  await alerts.count(1)
  const [{ body, headers } = { body: '', headers: {} }] = alerts.received
  expect(() => verifyMessage({ body, headers, secret })).not.toThrow()
  expect(JSON.parse(body)).toMatchObject({ type: 'webhook.disabled', data: { webhookId: id } })
  expect((await hub.end('SIGTERM')).status).toBe(0)
  for (const each of [alerts, gone]) await each.stop()
})

test('it logs only lines at or above `--log-level`', async () => {
  // Nothing to serve: it ends by itself, after its first line.
  const args = ['serve', '--alert-url', 'https://example.com']
  const logged = async (level: string) => (await start([...args, '--log-level', level]).end()).stdout
  expect(await logged('info')).toContain('starting the embedded database')
  expect(await logged('warn')).toBe('')
})

test('while it stops, a request that has begun is still answered', async () => {
  const hub = start(['serve'])
  const { hostname, port } = new URL(await served(hub))
  const body = JSON.stringify(exampleOf(undefined))
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  const sending = request({ hostname, port, path: '/api/events', method: 'POST', headers })
  sending.write(body.slice(0, 10))
  await once(sending, 'socket')
  // The hub knows of the request once it has answered a later one.
  await fetch(`http://${hostname}:${port}/healthz`)
  const ended = hub.end('SIGTERM')
  // It accepts no further connection.
  await eventually(() =>
    fetch(`http://${hostname}:${port}/healthz`).then(
      () => false,
      () => true,
    ),
  )
  sending.end(body.slice(10))
  const [answer] = await once(sending, 'response')
  expect(answer.statusCode).toBe(202)
  answer.resume()
  expect((await ended).status).toBe(0)
})

test('it ends with the reason when its database in memory has crashed', async () => {
  const crash = `import { Worker } from 'node:worker_threads'
    const { postMessage } = Worker.prototype
    let isCrashing = false
    process.on('SIGUSR2', () => { isCrashing = true })
    Worker.prototype.postMessage = function (...args) {
      if (isCrashing) this.terminate()
      else postMessage.apply(this, args)
    }`
  const main = 'hub/bin/prompt-webhooks-hub.js'
  const hub = new Background(['serve', '--port', '0'], {}, [
    '--import',
    `data:text/javascript,${encodeURIComponent(crash)}`,
    main,
  ])
  await served(hub)
  const { status, stderr } = await hub.end('SIGUSR2')
  expect(stderr).toMatch(/^prompt-webhooks-hub: The embedded database has stopped: .* is lost\n$/)
  expect(status).toBe(1)
})

test('npm links the command before the build, because its file is committed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-clone-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { bin } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const listing = spawnSync('git', ['ls-files', '--stage', ...Object.values<string>(bin)], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
  })
  expect({ status: listing.status, stderr: listing.stderr }).toEqual({ status: 0, stderr: '' })
  expect(listing.stdout.trim()).toMatch(/^100755 [^\n]+$/)
  // Without a build it says what to do.
  cpSync(new URL('../bin', import.meta.url), join(folder, 'bin'), { recursive: true })
  cpSync(new URL('../package.json', import.meta.url), join(folder, 'package.json'))
  const [file = ''] = Object.values<string>(bin)
  const { status, stderr } = spawnSync(process.execPath, [join(folder, file), '--version'], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('npm run build') })
})

describe.runIf(hasTools('Postgres'))('on Postgres', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres({ fsync: 'off' })
  })
  afterAll(() => server.stop())

  test('started like the compose file, one process serves and another delivers what a third publishes', async () => {
    const databaseUrl = await server.createDatabase()
    const environment = {
      DATABASE_URL: databaseUrl,
      PROMPT_WEBHOOKS_KEY: encryptionKey('compose'),
      PROMPT_WEBHOOKS_TOKEN: token,
      // Compose sets variables without a value to an empty text.
      PROMPT_WEBHOOKS_ALERT_URL: '',
      PROMPT_WEBHOOKS_ALERT_SECRET: '',
    }
    const [serve = [], work = []] = argumentsIn('compose.yaml', 'command:', { '8484': '0' })
    const serving = start([...serve, '--allow', '127.0.0.1'], environment)
    const endpoint = await startEndpoint()
    const { port } = new URL(await served(serving))
    const client = createHubClient({ url: `http://127.0.0.1:${port}/`, token })
    await client.webhooks.create({ url: endpoint.url })
    // The key was used.
    await expect(createHub({ databaseUrl, work: false })).rejects.toThrow('is encrypted')

    const third = new Background(['hub/examples/publish-in-a-transaction.ts'], environment, [
      '--import',
      'tsx',
    ])
    const { stdout, stderr } = await third.end()
    const [event] = (await client.events.list()).items
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringContaining(`${event?.id}`), stderr: '' })
    // Started only now: the serving process must not have delivered in the meantime.
    const working = start([...work, '--allow', '127.0.0.1'], environment)
    await endpoint.count(1)
    await working.until(/"outcome":"delivered"/)
    // The worker can be watched: with the token, because it listens beyond this machine.
    const monitor = await served(working)
    const watched = (path: string, headers = {}) =>
      fetch(`http://127.0.0.1:${new URL(monitor).port}${path}`, { headers })
    expect((await watched('/readyz')).status).toBe(200)
    expect((await watched('/metrics')).status).toBe(401)
    const metrics = await (await watched('/metrics', { authorization: `Bearer ${token}` })).text()
    expect(metrics).toMatch(/^prompt_webhooks_attempts_total\{outcome="delivered"\} 1$/m)
    for (const each of [working, serving]) {
      expect(await each.end('SIGTERM')).toMatchObject({ status: 0, stderr: '' })
    }
    await endpoint.stop()
  })

  test('a password may have any characters, if it is not part of the URL', async () => {
    const password = 'a/b?c#d@e:%f g'
    const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-hba-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'pg_hba.conf')
    writeFileSync(file, 'host all hub all trust\nhost all all all scram-sha-256\n')
    chmodSync(folder, 0o755)
    const strict = await startPostgres({ fsync: 'off', hba_file: file })
    onTestFinished(() => strict.stop())
    const url = new URL(await strict.createDatabase())
    const client = new Client({ connectionString: url.href })
    await client.connect()
    await client.query(`CREATE ROLE secured SUPERUSER LOGIN PASSWORD ${client.escapeLiteral(password)}`)
    await client.end()
    url.username = 'secured'
    const refused = await start(['work'], { DATABASE_URL: url.href, PGPASSWORD: 'wrong' }).end()
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('password authentication failed'),
    ])
    const working = start(['work', '--metrics-port', '0'], { DATABASE_URL: url.href, PGPASSWORD: password })
    expect((await fetch(new URL('readyz', await served(working)))).status).toBe(200)
    expect((await working.end('SIGTERM')).status).toBe(0)
    // Encoded, it may also be part of the URL.
    url.password = encodeURIComponent(password)
    const encoded = start(['work', '--metrics-port', '0'], { DATABASE_URL: url.href })
    expect((await fetch(new URL('metrics', await served(encoded)))).status).toBe(200)
    expect((await encoded.end('SIGTERM')).status).toBe(0)
  })

  test.each([
    ['on their defaults, neither allows loopback', [], false],
    ['with --allow, both do', ['--allow', '127.0.0.1'], true],
  ])('two processes with the same flags agree: %s', async (_, flags, isAllowed) => {
    const environment = { DATABASE_URL: await server.createDatabase() }
    const endpoint = await startEndpoint()
    const serving = start(['serve', '--no-work', ...flags], environment)
    const working = start(['work', ...flags], environment)
    const client = createHubClient({ url: await served(serving) })
    const creating = client.webhooks.create({ url: endpoint.url })
    if (isAllowed) {
      await creating
      await client.publish(exampleOf(undefined))
      await endpoint.count(1)
    } else await expect(creating).rejects.toThrow(/url: /)
    for (const each of [working, serving]) await each.end('SIGTERM')
    await endpoint.stop()
  })
})
