import { globals } from '../runtime/globals.js'
import { BodyReader } from './body-reader.js'
import type { Target } from './check-endpoint-url.js'
import type { Lookup } from './delivery-options.js'
import type { DeliveryResponse } from './delivery-result.js'
import { aborted, type Exchange, type Exchanged, noAnswer, timedOut } from './exchange.js'
import { joinedHeaders } from './joined-headers.js'
import type { NodeHttp, NodeIncomingMessage, NodeLookup, NodeNetwork } from './node-network.js'

// Node's servers close a connection that is idle for five seconds. Closing it earlier avoids most attempts on
// a connection that the server is closing.
const maxIdleMs = 4000

/**
 * Sends requests over sockets whose addresses are checked: first every address that the host name resolves
 * to, before the socket connects, and then the address that it is connected to, before anything is written. A
 * kept connection is checked again for each request, so a connection that one `allow` permits does not bypass
 * another.
 */
export function exchangeOverNode({ http, https, dns }: NodeNetwork) {
  const kept = { keepAlive: true, timeout: maxIdleMs }
  const plain = { http, agent: new http.Agent(kept) }
  const secure = { http: https, agent: new https.Agent(kept) }
  const system: Lookup = async (hostname) =>
    (await dns.lookup(hostname, { all: true })).map(({ address }) => address)

  return async (exchange: Exchange): Promise<Exchanged> => {
    const { http, agent } = exchange.target.url.protocol === 'https:' ? secure : plain
    const deadline = globals.performance.now() + exchange.timeoutMs
    const sending = { ...exchange, deadline, lookup: exchange.lookup ?? system }
    // The server may close a kept connection just as the request goes out on it. It has most likely not read
    // the event then, and if it has, it can detect the second request by its id.
    try {
      return (await send(http, agent, sending)) ?? (await send(http, false, sending)) ?? noAnswer()
    } catch (error) {
      // Deno throws if the program may not use the network.
      return noAnswer(error)
    }
  }
}

interface Sending extends Exchange {
  /** When the time is over for both requests, on the clock of `performance.now()`. */
  readonly deadline: number
  readonly lookup: Lookup
}

/** Resolves to `undefined` if the server closed a kept connection before it answered anything. */
function send(http: NodeHttp, agent: object | false, sending: Sending): Promise<Exchanged | undefined> {
  const { target, request, connectTimeoutMs, timeoutMs, deadline, signal } = sending
  if (signal?.aborted) return Promise.resolve(aborted)
  return new Promise((resolve) => {
    let connecting: unknown
    let isStale = () => false
    let response: (() => DeliveryResponse) | undefined

    // Only the first call counts.
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

    const client = http.request(target.url, {
      method: 'POST',
      headers: request.headers,
      agent,
      lookup: checkedLookup(sending.lookup, target, refuse),
    })
    const whole = globals.setTimeout(() => cut(timedOut(timeoutMs)), deadline - globals.performance.now())
    signal?.addEventListener('abort', abort)

    client.on('socket', (socket) => {
      const check = () => {
        const { remoteAddress } = socket
        // The connection is gone already, or its address is hidden: nothing may be written.
        if (remoteAddress === undefined) return void client.destroy()
        const reason = target.refusalOf(remoteAddress)
        if (reason !== undefined) refuse(reason)
      }
      if (!socket.connecting) {
        const before = socket.bytesRead
        isStale = () => socket.bytesRead === before
        return check()
      }
      const reason = `no connection within ${connectTimeoutMs} ms`
      connecting = globals.setTimeout(() => cut({ kind: 'retry', reason }), connectTimeoutMs)
      socket.once('connect', check)
      const connected = target.url.protocol === 'https:' ? 'secureConnect' : 'connect'
      socket.once(connected, () => globals.clearTimeout(connecting))
    })
    client.on('response', (message) => {
      const reader = new BodyReader(sending.maxResponseBodyBytes)
      response = () => ({ status: message.statusCode, headers: headersOf(message), ...reader.body })
      message.on('data', (chunk) => reader.add(chunk) || client.destroy())
    })
    client.on('error', (error) => end(isStale() ? undefined : noAnswer(error)))
    client.on('close', () => end(noAnswer()))
    client.end(request.body)
  })
}

/**
 * Resolves a host name. Every address must be permitted: if one is not, the DNS entry is an attack or a
 * mistake, so the whole name is refused.
 */
function checkedLookup(lookup: Lookup, target: Target, refuse: (reason: string) => void): NodeLookup {
  return (hostname, { all }, callback) => {
    const answer = async () => {
      const found: unknown = await lookup(hostname)
      if (!Array.isArray(found)) throw new TypeError('lookup: expected a list of addresses')
      // A copy, so that the addresses that are checked are the addresses that are connected to.
      const addresses = Array.from(found, String)
      const reason = addresses.map(target.refusalOf).find((each) => each)
      if (reason !== undefined) refuse(reason)
      const [first] = addresses
      if (first === undefined || reason !== undefined) throw Object.assign(new Error(), { code: 'ENOTFOUND' })
      if (!all) return callback(null, first, familyOf(first))
      callback(
        null,
        addresses.map((address) => ({ address, family: familyOf(address) })),
      )
    }
    // A promise can reject with nothing, which would mean success to Node.
    answer().catch((error) => callback(Object(error)))
  }
}

const familyOf = (address: string) => (address.includes(':') ? 6 : 4)

/** Unlike `headers`, where Node drops some headers that come again, `rawHeaders` has all of them. */
function headersOf({ rawHeaders }: NodeIncomingMessage): Readonly<Record<string, string>> {
  return joinedHeaders((add) => {
    for (let index = 0; index < rawHeaders.length; index += 2) {
      add(rawHeaders[index + 1] ?? '', rawHeaders[index] ?? '')
    }
  })
}
