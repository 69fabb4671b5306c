import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { freePort } from '../../test/support/free-port.js'
import { missingTool } from '../../test/support/tools.js'

// Debian installs the programs here, outside the PATH, in one folder per version.
const debianFolder = '/usr/lib/postgresql'

/** The folder of the newest Postgres's programs. */
function programs(): string {
  const versions = existsSync(debianFolder)
    ? readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a))
    : []
  const folder = versions
    .map((version) => join(debianFolder, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
  if (!folder) throw new Error(missingTool('Postgres'))
  return folder
}

export interface PostgresServer {
  /** Creates an empty database and returns its URL. */
  createDatabase(): Promise<string>
  /** Ends the server like a crash, runs a function if given, and starts the server again. */
  crash(meanwhile?: () => Promise<void>): Promise<void>
  /** Ends all connections of all databases. */
  cutConnections(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a Postgres server on a free port of loopback. Postgres refuses to run as root, so root starts it as
 * `postgres`.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const bin = programs()
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-postgres-'))
  const user = process.getuid?.() === 0 ? unprivilegedUser() : undefined
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'hub', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...user,
    cwd: folder,
    stdio: 'pipe',
  })
  const port = await freePort()
  const all = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])

  const start = async () => {
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await ready(server)
    return server
  }
  let server = await start()
  let databases = 0
  const url = (database: string) => `postgres://hub@127.0.0.1:${port}/${database}`
  return {
    async createDatabase() {
      const name = `hub_${++databases}`
      const client = new Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return url(name)
    },
    async crash(meanwhile = async () => {}) {
      // SIGQUIT is an immediate shutdown: clients are cut off, and the next start runs crash recovery.
      const ended = once(server, 'exit')
      server.kill('SIGQUIT')
      await ended
      await meanwhile().finally(async () => {
        server = await start()
      })
    },
    async cutConnections() {
      const client = new Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
      )
      await client.end()
    },
    async stop() {
      const ended = once(server, 'exit')
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ready(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('Postgres has no output to read')
  const lines: string[] = []
  for await (const line of createInterface(server.stderr)) {
    lines.push(line)
    if (line.includes('ready to accept connections')) {
      server.stderr.resume()
      return
    }
  }
  throw new Error(`Postgres ended before it was ready:\n${lines.join('\n')}`)
}

function unprivilegedUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
