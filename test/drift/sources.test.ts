import { describe, expect, test, vi } from 'vitest'
import { serve } from '../cli/server.js'
import { freePort } from '../support/free-port.js'
import { sections, today } from './pages.js'
import { pageFile, run } from './run.js'

const page = sections(today())

describe('a file', () => {
  test.each([
    ['that does not exist', 'no-such-page.mdx', 'no-such-page.mdx: ENOENT'],
    ['that is a folder', 'test', 'test: EISDIR'],
    ['that is not text', pageFile(Buffer.from([0x23, 0xff, 0xfe])), 'the page is not text in UTF-8'],
  ])('%s', async (_name, file, words) => {
    const { exitCode, stderr } = await run([file])
    expect(stderr).toContain(`✗ not understood: ${file}: `)
    expect(stderr).toContain(words)
    expect(exitCode).toBe(2)
  })

  test('that is as large as the limit, or larger', async () => {
    const maxBytes = Buffer.byteLength(page)
    expect((await run([pageFile(page)], { maxBytes })).exitCode).toBe(0)
    const { exitCode, stderr } = await run([pageFile(page)], { maxBytes: maxBytes - 1 })
    expect(stderr).toContain(`the page is larger than ${maxBytes - 1} bytes`)
    expect(exitCode).toBe(2)
  })
})

test('a page may have a mebibyte', async () => {
  const filled = (bytes: number) => pageFile(page + ' '.repeat(bytes - Buffer.byteLength(page)))
  expect((await run([filled(2 ** 20)])).exitCode).toBe(0)
  expect((await run([filled(2 ** 20 + 1)])).exitCode).toBe(2)
})

describe('a URL', () => {
  test('is fetched, and redirects are followed', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/page.mdx') response.end(page)
      else response.writeHead(302, { location: '/page.mdx' }).end()
    })
    for (const path of ['page.mdx', 'moved']) {
      const { exitCode, stdout } = await run([`${origin}/${path}`])
      expect(stdout).toContain(`${origin}/${path}: `)
      expect(exitCode).toBe(0)
    }
  })

  test.each([404, 403, 500, 503])('that answers %i', async (status) => {
    const origin = await serve((_request, response) => void response.writeHead(status).end(page))
    const { exitCode, stderr } = await run([origin])
    expect(stderr).toContain(`${origin}: the server answers ${status}`)
    expect(exitCode).toBe(2)
  })

  test('without a body', async () => {
    const origin = await serve((_request, response) => void response.writeHead(204).end())
    const { exitCode, stderr } = await run([origin])
    expect(stderr).toMatch(/answers without a body|documents no event/)
    expect(exitCode).toBe(2)
  })

  test('without a server', async () => {
    const unused = `http://127.0.0.1:${await freePort()}/page.mdx`
    const { exitCode, stderr } = await run([unused])
    expect(stderr).toContain(`✗ not understood: ${unused}: `)
    expect(stderr).toContain('ECONNREFUSED')
    expect(exitCode).toBe(2)
  })

  test.each([
    ['that never answers', false],
    ['that never ends', true],
  ])('%s', async (_name, starts) => {
    const origin = await serve((_request, response) => void (starts && response.write('# Events')))
    const { exitCode, stderr } = await run([origin], { timeoutMs: 200 })
    expect(stderr).toContain(`${origin}: the server does not answer within 200 ms`)
    expect(exitCode).toBe(2)
  })

  test('has 30 seconds to answer', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout')
    const origin = await serve((_request, response) => void response.end(page))
    await run([origin])
    expect(timeout.mock.calls).toEqual([[30_000]])
    timeout.mockRestore()
  })

  test('that sends more than the limit is not read to its end', async () => {
    let closed: (() => void) | undefined
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve
    })
    const origin = await serve((_request, response) => {
      const send = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'a')));
      }
      response.on('drain', send).on('close', () => closed?.())
      send()
    })
    const { exitCode, stderr } = await run([origin], { maxBytes: 1_000_000 })
    expect(stderr).toContain(`${origin}: the page is larger than 1000000 bytes`)
    expect(exitCode).toBe(2)
    await isClosed
  })
})
