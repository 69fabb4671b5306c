import { globals } from '../runtime/globals.js'
import { BodyReader } from './body-reader.js'
import type { Target } from './check-endpoint-url.js'
import type { Lookup } from './delivery-options.js'
import type { DeliveryResponse } from './delivery-result.js'
import { aborted, type Exchange, type Exchanged, noAnswer, timedOut } from './exchange.js'
import type { NodeHttp, NodeIncomingMessage, NodeLookup, nodeModules } from './node-network.js'

// Node's servers close what is idle for five seconds; a little earlier, and there is less to try in vain.
const idleMs = 4000

/**
 * Sends requests over sockets whose addresses are checked: all that a name stands for before a socket connects, and the
 * one that it is connected to before anything is written. A kept connection is checked again for each request that uses
 * it, so what one endpoint's `allow` has opened is no way around another's.
 */
export function exchangeOverNode({ http, https, dns }: NonNullable<typeof nodeModules>) {
  const kept = { keepAlive: true, timeout: idleMs }
  const plain = { http, agent: new http.Agent(kept) }
  const secure = { http: https, agent: new https.Agent(kept) }
  const system: Lookup = async (hostname) =>
    (await dns.lookup(hostname, { all: true })).map(({ address }) => address)

  return async (exchange: Exchange): Promise<Exchanged> => {
    const { http, agent } = exchange.target.url.protocol === 'https:' ? secure : plain
    const started = globals.performance.now()
    const sending = { ...exchange, lookup: exchange.lookup ?? system }
    const exchanged = await send(http, agent, sending)
    if (exchanged) return exchanged
    // The server closed a kept connection as it was taken: that tells nothing of the event, and its id makes it safe to send
    // it again.
    const timeout = Math.max(1, exchange.timeout - Math.round(globals.performance.now() - started))
    return (await send(http, false, { ...sending, timeout })) ?? noAnswer()
  }
}

interface Sending extends Exchange {
  readonly lookup: Lookup
}

/** Undefined if a kept connection ended before a byte of an answer came. */
function send(http: NodeHttp, agent: object | false, sending: Sending): Promise<Exchanged | undefined> {
  const { target, request, connectTimeout, timeout, signal } = sending
  if (signal?.aborted) return Promise.resolve(aborted)
  return new Promise((resolve) => {
    let connecting: unknown
    let isStale = () => false
    let response: (() => DeliveryResponse) | undefined

    // Whatever comes after the first end changes nothing.
    const end = (exchanged: Exchanged | undefined) => {
      globals.clearTimeout(whole)
      globals.clearTimeout(connecting)
      signal?.removeEventListener('abort', abort)
      resolve(response ? { kind: 'answered', response: response() } : exchanged)
    }
    const cut = (exchanged: Exchanged) => {
      end(exchanged)
      client.destroy()
    }
    const refuse = (reason: string) => cut({ kind: 'refused', reason })
    const abort = () => cut(aborted)

    const client = http.request(target.url.href, {
      method: 'POST',
      headers: request.headers,
      agent,
      lookup: checkedLookup(sending.lookup, target, refuse),
    })
    const whole = globals.setTimeout(() => cut(timedOut(timeout)), timeout)
    signal?.addEventListener('abort', abort)

    client.on('socket', (socket) => {
      const check = () => {
        const reason = socket.remoteAddress === undefined ? undefined : target.refusalOf(socket.remoteAddress)
        if (reason !== undefined) refuse(reason)
      }
      if (!socket.connecting) {
        const before = socket.bytesRead
        isStale = () => client.reusedSocket && socket.bytesRead === before
        return check()
      }
      const reason = `no connection within ${connectTimeout} ms`
      connecting = globals.setTimeout(() => cut({ kind: 'failed', reason }), connectTimeout)
      socket.once('connect', check)
      const connected = target.url.protocol === 'https:' ? 'secureConnect' : 'connect'
      socket.once(connected, () => globals.clearTimeout(connecting))
    })
    client.on('response', (message) => {
      const reader = new BodyReader(sending.responseBodyBytes)
      response = () => ({ status: message.statusCode, headers: headersOf(message), ...reader.body })
      message.on('data', (chunk) => reader.add(chunk) || client.destroy())
      message.on('error', () => {})
    })
    client.on('error', (error) => end(isStale() ? undefined : noAnswer(error)))
    client.on('close', () => end(noAnswer()))
    client.end(request.body)
  })
}

/** Each address that a name stands for must be permitted: one that is not is a sign of a trick, or of a wrong entry. */
function checkedLookup(lookup: Lookup, target: Target, refuse: (reason: string) => void): NodeLookup {
  return (hostname, { all }, callback) => {
    const answer = async () => {
      const found: unknown = await lookup(hostname)
      if (!Array.isArray(found)) throw new TypeError('lookup: expected a list of addresses')
      // A copy, so that the addresses that are checked are the ones that are connected to.
      const addresses = Array.from(found, String)
      const reason = addresses.map(target.refusalOf).find((each) => each !== undefined)
      if (reason !== undefined) refuse(reason)
      const [first] = addresses
      if (first === undefined || reason !== undefined) throw Object.assign(new Error(), { code: 'ENOTFOUND' })
      if (!all) return callback(null, first, familyOf(first))
      callback(
        null,
        addresses.map((address) => ({ address, family: familyOf(address) })),
      )
    }
    answer().catch(callback)
  }
}

const familyOf = (address: string) => (address.includes(':') ? 6 : 4)

function headersOf({ headers }: NodeIncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'object' ? value.join(', ') : (value ?? ''),
    ]),
  )
}
