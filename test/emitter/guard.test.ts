import { Agent, createServer } from 'node:http'
import {
  connect,
  createServer as createNetServer,
  getDefaultAutoSelectFamily,
  type Socket,
  setDefaultAutoSelectFamily,
} from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { checkEndpointUrl, type DeliveryOptions, deliver, type Lookup } from '../../src/emitter/index.js'
import { hasIpv6 } from '../support/tools.js'
import { moved, secret } from './examples.js'
import { serveHttp, start } from './servers.js'

const post = (url: string, options?: DeliveryOptions) => deliver(moved, { url, secret }, options)

// Each is refused because of the URL alone, before any name is resolved.
const refusedUrls: Record<string, readonly string[]> = {
  'not a valid absolute URL': [
    '',
    ' ',
    'hooks.example.com',
    '/hooks',
    '//hooks.example.com/',
    'http://',
    'https://:443/',
    'http://[fe80::1%25eth0]/',
    'http://[fe80::1%eth0]/',
    'http://[::1/',
    'http://1.2.3.4.5/',
    'http://256.1.1.1/',
    'http://127.0.0.1:65536/',
    'http://127.0.0.1:80:80/',
    'http://exa mple.com/',
    'http://a%00b/',
  ],
  'neither https: nor http:': [
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com:25/_EHLO',
    'javascript:alert(1)',
    'data:text/plain,a',
    'ws://example.com/',
    'unix:///var/run/docker.sock',
    'blob:https://example.com/1',
    'localhost:80',
  ],
  credentials: [
    'http://user@example.com/',
    'http://user:password@example.com/',
    'http://:password@example.com/',
    'http://example.com@127.0.0.1/',
    'http://127.0.0.1#@example.com:80@example.org/'.replace('#', '%23'),
    'https://example.com%40@example.org/',
  ],
  localhost: [
    'http://localhost/',
    'http://LOCALHOST:8080/',
    'http://localhost./',
    'http://hooks.localhost/',
    'http://hooks.localhost./',
    'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/',
    'http://%6c%6f%63alhost/',
    'http://local\thost/',
    'http:\\\\localhost\\',
    'http://localhost\\@example.com/',
  ],
  loopback: [
    'http://127.0.0.1/',
    'https://127.0.0.1:443/',
    'http://127.255.255.254/',
    'http://127.0.0.1./',
    'http://127.1/',
    'http://127.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0.0.1/',
    'http://0X7F.1/',
    'http://017700000001/',
    'http://0177.0.0.1/',
    'http://0177.0x0.0.1/',
    'http://00000177.1/',
    'http://１２７.0.0.1/',
    'http://127。0。0。1/',
    'http://①②⑦.0.0.1/',
    'http://%31%32%37.0.0.1/',
    'http:127.0.0.1/',
    'http:/127.0.0.1/',
    'http:///127.0.0.1/',
    '\thttp://127.0.0.1/\n',
    'http://127.0.0.1#.example.com/',
    'http://127.0.0.1?.example.com/',
    'http://127.0.0.1\\.example.com/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[0000:0000:0000:0000:0000:0000:0000:0001]:80/',
    'http://[::0.0.0.1]/',
  ],
  unspecified: [
    'http://0.0.0.0/',
    'http://0/',
    'http://0x0/',
    'http://0.1.2.3/',
    'http://[::]/',
    'http://[::0.0.0.0]/',
  ],
  private: [
    'http://10.0.0.1/',
    'http://10.1/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://3232235777/',
  ],
  'carrier grade nat': ['http://100.64.0.1/', 'http://100.100.100.200/'],
  'link local': [
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://0xA9FEA9FE/',
    'http://0251.0376.0251.0376/',
    'http://169.254.43518/',
    'http://[fe80::1]/',
    'http://[febf::1]/',
  ],
  'unique local': ['http://[fc00::1]/', 'http://[fd00:ec2::254]/', 'http://[fd20:ce::254]/'],
  metadata: ['http://168.63.129.16/', 'http://0xa83f8110/'],
  multicast: ['http://224.0.0.1/', 'http://239.255.255.255/', 'http://[ff02::1]/'],
  broadcast: ['http://255.255.255.255/', 'http://4294967295/'],
  reserved: [
    'http://192.0.0.192/',
    'http://192.0.2.1/',
    'http://198.18.0.1/',
    'http://198.51.100.1/',
    'http://203.0.113.1/',
    'http://240.0.0.1/',
    'http://192.88.99.1/',
    'http://[2001:db8::1]/',
    'http://[3fff::1]/',
    'http://[::7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[::8.8.8.8]/',
    'http://[4000::1]/',
  ],
  'ipv4 mapped': [
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:10.0.0.1]/',
    'http://[::ffff:8.8.8.8]/',
  ],
  rfc6145: ['http://[::ffff:0:127.0.0.1]/'],
  rfc6052: ['http://[64:ff9b::127.0.0.1]/', 'http://[64:ff9b::a9fe:a9fe]/', 'http://[64:ff9b:1::1]/'],
  '6to4': ['http://[2002:7f00:1::]/', 'http://[2002:a9fe:a9fe::1]/'],
  teredo: ['http://[2001:0:7f00:1::1]/'],
  orchid: ['http://[2001:20::1]/'],
  'site local': ['http://[fec0::1]/'],
  discard: ['http://[100::1]/'],
  as112: ['http://192.175.48.1/', 'http://[2620:4f:8000::1]/'],
}
const refused = Object.entries(refusedUrls).flatMap(([reason, urls]) =>
  urls.map((url) => [url, reason] as const),
)

test('the table has at least 60 URLs', () => {
  expect(new Set(refused.map(([url]) => url)).size).toBeGreaterThanOrEqual(60)
})

test.each(refused)('%j is refused: %s', async (url, reason) => {
  expect(checkEndpointUrl(url)).toContain(reason)
  const lookup = vi.fn<Lookup>()
  const result = await post(url, { lookup })
  expect(result).toMatchObject({ outcome: 'refused', reason: checkEndpointUrl(url), request: { url } })
  expect(result).not.toHaveProperty('status')
  expect(lookup).not.toHaveBeenCalled()
})

test.each([
  'https://example.com/',
  'http://example.com:8080/hooks?a=b#c',
  'https://EXAMPLE.com./',
  'https://bücher.example/',
  'https://8.8.8.8/',
  'https://172.32.0.1/',
  'https://100.128.0.1/',
  'https://[2606:4700::1111]/',
  'https://localhost.example.com/',
  'https://notlocalhost/',
  'https://127.0.0.1.nip.io/',
])('%s is permitted', (url) => {
  expect(checkEndpointUrl(url)).toBeUndefined()
})

describe('the address of a host name', () => {
  const lookingUp = (...addresses: string[]) => vi.fn<Lookup>(async () => addresses)

  test.each([
    ['127.0.0.1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['169.254.169.254', 'link local'],
    ['168.63.129.16', 'metadata'],
    ['0.0.0.0', 'unspecified'],
    ['::1', 'loopback'],
    ['::', 'unspecified'],
    ['fe80::1%eth0', 'link local'],
    ['fd00::1', 'unique local'],
    ['::ffff:10.0.0.1', 'ipv4 mapped'],
    ['64:ff9b::a00:1', 'rfc6052'],
    ['2002:a00:1::', '6to4'],
    ['0177.0.0.1', 'loopback'],
    ['hooks.internal', 'does not resolve to an address'],
    ['', 'does not resolve to an address'],
  ])('%s is refused', async (address, reason) => {
    for (const addresses of [[address], ['93.184.215.14', address], [address, '93.184.215.14']]) {
      const result = await post('http://hooks.example/', { lookup: lookingUp(...addresses) })
      expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(reason) })
      // The address of an internal host stays secret.
      if (address !== '') expect(result.reason).not.toContain(address)
    }
  })

  test('is connected to as it was checked: the name is not resolved twice', async () => {
    const seen = vi.fn()
    const port = await serveHttp((request, response) => {
      seen(request.headers.host)
      response.end()
    })
    // An implementation that resolves twice would connect to the second answer.
    const answers = [['192.0.2.1'], ['127.0.0.1']]
    const lookup = vi.fn<Lookup>(async () => answers.shift() ?? [])
    const url = `http://rebind.example:${port}/`
    const result = await post(url, { lookup, allow: ['192.0.2.0/24'], connectTimeoutMs: 300 })
    expect(result.outcome).toBe('retry')
    expect(lookup).toHaveBeenCalledTimes(1)
    expect(await post(url, { lookup, allow: ['192.0.2.0/24'] })).toMatchObject({ outcome: 'refused' })
    expect(lookup).toHaveBeenCalledTimes(2)
    expect(seen).not.toHaveBeenCalled()
  })

  test('is checked again on the socket, whatever the resolver said', async () => {
    const seen = vi.fn()
    const port = await serveHttp((_, response) => {
      seen()
      response.end()
    })
    // Passes every check of the name but connects elsewhere, like a system that resolves again or rewrites
    // addresses.
    const url = `http://rewritten.example:${port}/`
    const agent = Agent.prototype as unknown as { createConnection(): Socket }
    const createConnection = vi
      .spyOn(agent, 'createConnection')
      .mockImplementation(() => connect(port, '127.0.0.1'))
    try {
      expect(await post(url, { lookup: lookingUp('93.184.215.14') })).toMatchObject({
        outcome: 'refused',
        reason:
          'the address is not public (loopback); to permit it, add the address or the host name to allow',
      })
    } finally {
      createConnection.mockRestore()
    }
    expect(seen).not.toHaveBeenCalled()
  })

  test('must be visible on the socket: otherwise nothing is written', async () => {
    let bytes = 0
    const server = createNetServer((socket) =>
      socket.on('data', (data) => {
        bytes += data.length
      }),
    )
    const port = await start(server)
    const closed = new Promise((resolve) => server.on('connection', (socket) => socket.on('close', resolve)))
    const agent = Agent.prototype as unknown as { createConnection(): Socket }
    const createConnection = vi
      .spyOn(agent, 'createConnection')
      .mockImplementation(() =>
        Object.defineProperty(connect(port, '127.0.0.1'), 'remoteAddress', { value: undefined }),
      )
    try {
      const result = await post(`http://hidden.example:${port}/`, { lookup: lookingUp('93.184.215.14') })
      expect(result.outcome).toBe('retry')
    } finally {
      createConnection.mockRestore()
    }
    await closed
    expect(bytes).toBe(0)
  })

  test('is checked again on a kept connection', async () => {
    let connections = 0
    let requests = 0
    const server = createServer((_, response) => {
      requests++
      response.end()
    })
    server.on('connection', () => connections++)
    const url = `http://kept.example:${await start(server)}/`
    const lookup = lookingUp('127.0.0.1')
    const allowed = { lookup, allow: ['127.0.0.1'] }
    expect((await post(url, allowed)).outcome).toBe('delivered')
    expect((await post(url, allowed)).outcome).toBe('delivered')
    expect({ connections, requests }).toEqual({ connections: 1, requests: 2 })

    for (const options of [{ lookup: lookingUp('93.184.215.14') }, { lookup, allow: ['10.0.0.0/8'] }]) {
      expect(await post(url, options)).toMatchObject({
        outcome: 'refused',
        reason:
          'the address is not public (loopback); to permit it, add the address or the host name to allow',
      })
    }
    expect(requests).toBe(2)
  })

  test('does not matter for a redirect, which is not followed', async () => {
    const seen = vi.fn()
    const inside = await serveHttp((_, response) => {
      seen()
      response.end()
    })
    for (const location of [`http://127.0.0.1:${inside}/`, `//localhost:${inside}/`, 'file:///etc/passwd']) {
      for (const status of [301, 302, 303, 307, 308]) {
        const port = await serveHttp((_, response) => response.writeHead(status, { location }).end())
        expect(await post(`http://127.0.0.1:${port}/`, { allow: ['127.0.0.1'] })).toMatchObject({
          outcome: 'retry',
          status,
          reason: 'answered with a redirect, which is not followed',
        })
      }
    }
    expect(seen).not.toHaveBeenCalled()
  })

  test('gives retry if there is none, or the resolver fails', async () => {
    const failing = async () => {
      throw Object.assign(new Error('secret'), { code: 'EAI_AGAIN' })
    }
    const url = 'http://hooks.example/'
    expect(await post(url, { lookup: lookingUp() })).toMatchObject({
      outcome: 'retry',
      reason: 'no answer (ENOTFOUND)',
    })
    expect(await post(url, { lookup: failing })).toMatchObject({
      outcome: 'retry',
      reason: 'no answer (EAI_AGAIN)',
    })
    const throwing = (() => {
      throw new TypeError()
    }) as unknown as Lookup
    expect(await post(url, { lookup: throwing })).toMatchObject({ outcome: 'retry', reason: 'no answer' })
    for (const value of [undefined, '127.0.0.1']) {
      const silly = (async () => value) as unknown as Lookup
      expect(await post(url, { lookup: silly })).toMatchObject({ outcome: 'retry', reason: 'no answer' })
    }
  })

  // Vitest fails if the process gets an uncaught error.
  test.each([undefined, null, 0, ''])('gives retry if the resolver rejects with %j', async (reason) => {
    const lookup = () => Promise.reject(reason)
    expect(await post('http://hooks.example/', { lookup })).toMatchObject({
      outcome: 'retry',
      reason: 'no answer',
    })
  })

  test('gives retry if the runtime forbids the request, as Deno does without permission', async () => {
    const forbidden = Object.assign(new Error('Requires net access'), { code: 'EPERM' })
    const addRequest = vi
      .spyOn(Agent.prototype as unknown as { addRequest(): void }, 'addRequest')
      .mockImplementation(() => {
        throw forbidden
      })
    try {
      expect(await post('http://hooks.example/', { lookup: lookingUp('93.184.215.14') })).toMatchObject({
        outcome: 'retry',
        reason: 'no answer (EPERM)',
      })
    } finally {
      addRequest.mockRestore()
    }
  })

  test.each([
    ['a b', 'no answer'],
    ['a'.repeat(61), 'no answer'],
    ['a'.repeat(60), `no answer (${'a'.repeat(60)})`],
    [5, 'no answer'],
  ])('gives retry if the resolver fails with code %j: %s', async (code, reason) => {
    const lookup = async () => {
      throw Object.assign(new Error('secret'), { code })
    }
    expect(await post('http://hooks.example/', { lookup })).toMatchObject({ outcome: 'retry', reason })
  })

  // Node asks the resolver for one address or for all of them, depending on this setting.
  test.runIf(hasIpv6()).each([true, false])(
    'may be IPv6 (needs ::1), with autoSelectFamily %j',
    async (autoSelect) => {
      const before = getDefaultAutoSelectFamily()
      setDefaultAutoSelectFamily(autoSelect)
      try {
        const server = createServer((_, response) => response.end())
        const url = `http://hooks.example:${await start(server, '::1')}/`
        expect(await post(url, { lookup: lookingUp('::1'), allow: ['::1'] })).toMatchObject({
          outcome: 'delivered',
        })
      } finally {
        setDefaultAutoSelectFamily(before)
      }
    },
  )

  test('comes from the system by default', async () => {
    const port = await serveHttp((_, response) => response.end())
    expect((await post(`http://localhost:${port}/`, { allow: ['localhost'] })).outcome).toBe('delivered')
  })
})

describe('allow', () => {
  test.each<[string, string[]]>([
    ['http://localhost:1/', ['localhost']],
    ['http://LocalHost.:1/', ['localhost']],
    ['http://localhost:1/', ['LOCALHOST.']],
    ['http://hooks.localhost:1/', ['a', 'hooks.localhost']],
    ['http://127.0.0.1:1/', ['127.0.0.1']],
    ['http://2130706433:1/', ['127.0.0.1']],
    ['http://127.0.0.1:1/', ['127.0.0.0/8']],
    ['http://[::1]:1/', ['::1']],
    ['http://[fd00::1]:1/', ['fd00::/8']],
    ['http://[::ffff:127.0.0.1]/', ['::ffff:0:0/96']],
    ['http://[64:ff9b::1]/', ['64:ff9b::/96']],
  ])('permits %s with %j', (url, allow) => {
    expect(checkEndpointUrl(url, { allow })).toBeUndefined()
  })

  test.each<[string, string[]]>([
    ['http://localhost/', []],
    ['http://localhost/', ['127.0.0.1', '::1']],
    ['http://127.0.0.1/', ['localhost']],
    ['http://127.0.0.2/', ['127.0.0.1']],
    ['http://hooks.localhost/', ['localhost']],
    ['http://[fd00::2]/', ['fd00::1']],
    ['http://[::ffff:127.0.0.1]/', ['127.0.0.1', '127.0.0.0/8', '0.0.0.0/0']],
    ['http://[::1]/', ['0.0.0.0/0']],
    ['http://127.0.0.1/', ['::/0']],
    ['http://user@localhost/', ['localhost']],
    ['ftp://localhost/', ['localhost']],
  ])('does not permit %s with %j', (url, allow) => {
    expect(checkEndpointUrl(url, { allow })).toBeTypeOf('string')
  })

  test('by name permits any address, but no other name', async () => {
    const port = await serveHttp((_, response) => response.end())
    const lookup = async () => ['127.0.0.1']
    const allow = ['inside.example']
    expect((await post(`http://inside.example:${port}/`, { lookup, allow })).outcome).toBe('delivered')
    expect((await post(`http://inside.example.org:${port}/`, { lookup, allow })).outcome).toBe('refused')
    expect((await post(`http://www.inside.example:${port}/`, { lookup, allow })).outcome).toBe('refused')
  })

  test.each([
    [''],
    ['localhost:80'],
    ['http://localhost'],
    ['local host'],
    ['user@localhost'],
    ['[::1]'],
    ['10.0.0.0/33'],
    ['10.0.0.0/'],
    ['*'],
    ['example.com/8'],
    [1 as unknown as string],
    [null as unknown as string],
  ])('refuses the entry %j', async (entry) => {
    expect(() => checkEndpointUrl('https://example.com', { allow: ['a', entry] })).toThrow(
      new TypeError(
        'allow[1]: expected a host name without a port, an address, or a range such as 10.0.0.0/8',
      ),
    )
    await expect(post('https://example.com', { allow: [entry] })).rejects.toThrow(TypeError)
  })

  test('must be a list, and the URL a string', () => {
    expect(() => checkEndpointUrl('https://example.com', { allow: 'localhost' as never })).toThrow(TypeError)
    expect(() => checkEndpointUrl(undefined as never)).toThrow(new TypeError('url: expected a string'))
  })

  test('is not taken from a polluted prototype', () => {
    const prototype = Object.prototype as { allow?: string[] }
    onTestFinished(() => {
      delete prototype.allow
    })
    prototype.allow = ['127.0.0.1']
    expect(checkEndpointUrl('http://127.0.0.1/')).toBeTypeOf('string')
  })

  test('is the only option of checkEndpointUrl', () => {
    const options = { allowed: ['localhost'], lookup: undefined }
    expect(() => checkEndpointUrl('https://example.com', options as never)).toThrow(
      new TypeError('allowed, lookup: unknown option; expected only allow'),
    )
    expect(() => checkEndpointUrl('https://example.com', null as never)).toThrow(
      new TypeError('options: expected an object with allow, got null'),
    )
  })

  test.each([
    ['http://localhost/', "add 'localhost' to allow"],
    ['http://Hooks.localhost./', "add 'hooks.localhost' to allow"],
    ['http://10.0.0.1/', 'add the address or the host name to allow'],
    ['http://[::1]/', 'add the address or the host name to allow'],
  ])('is named in the refusal of %s', (url, hint) => {
    expect(checkEndpointUrl(url)).toContain(hint)
  })
})
