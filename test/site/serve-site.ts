import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/** Serves a folder below a path, as static hosts do: with `index.html`, `404.html`, and gzip for texts. */
export async function serveSite(
  folder: string,
  base: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = join(folder, path.replace(base, '/').replace(/\/$/, '/index.html'))
    const isThere = path.startsWith(base) && existsSync(file) && statSync(file).isFile()
    const served = isThere ? file : join(folder, '404.html')
    const type = types[extname(served)]
    const body = readFileSync(served)
    response.writeHead(isThere ? 200 : 404, {
      'content-type': type ?? 'application/octet-stream',
      ...(type ? { 'content-encoding': 'gzip' } : {}),
    })
    response.end(type ? gzipSync(body) : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${base}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
