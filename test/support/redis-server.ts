import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './free-port.js'

/** A running Redis. */
export interface RedisServer {
  readonly connection: { readonly host: string; readonly port: number }
  stop(): Promise<void>
}

/** Starts a Redis on a free port of loopback that writes nothing to disk. */
export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-redis-'))
  const connection = { host: '127.0.0.1', port: await freePort() }
  const child = await start(folder, connection.port)
  return {
    connection,
    async stop() {
      const ended = once(child, 'exit')
      child.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function start(folder: string, port: number): Promise<ChildProcess> {
  const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', daemonize: 'no' }
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`])
  const child = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('Ready to accept connections')) {
      child.stdout.resume()
      return child
    }
  }
  throw new Error('redis-server: exited before it was ready')
}
