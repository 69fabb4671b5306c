import {
  type Address,
  type AddressRange,
  isWithin,
  parseAddress,
  parseRange,
  specialRange,
} from './address-range.js'
import { parseUrl } from './parse-url.js'

/** What may be connected to although it is not public. */
export class AllowList {
  readonly #hosts = new Set<string>()
  readonly #ranges: AddressRange[] = []

  /** @throws {TypeError} if an entry is neither a host name, an address nor a range in CIDR notation. */
  constructor(entries: readonly string[]) {
    if (!Array.isArray(entries)) throw new TypeError('allow: expected a list of hosts, addresses and ranges')
    for (const [index, entry] of [...entries].entries()) {
      const range = typeof entry === 'string' ? rangeOf(entry) : undefined
      const host = typeof entry === 'string' && !range ? hostNameOf(entry) : undefined
      if (range) this.#ranges.push(range)
      else if (host) this.#hosts.add(host)
      else {
        throw new TypeError(
          `allow[${index}]: expected a host name without a port, an address, or a range such as 10.0.0.0/8`,
        )
      }
    }
  }

  /** Whether a host may be connected to whatever its address. */
  allowsHost(hostname: string): boolean {
    return this.#hosts.has(withoutTrailingDot(hostname))
  }

  /** Why an address may not be connected to; undefined if it may. */
  refusalOf(address: string): string | undefined {
    const parsed = parseAddress(address)
    if (!parsed) return 'the host leads to what is no address'
    const special = this.#allowsAddress(parsed) ? undefined : specialRange(parsed)
    return special && `the address is not a public one (${special})`
  }

  #allowsAddress(address: Address): boolean {
    return this.#ranges.some((range) => isWithin(address, range))
  }
}

export function withoutTrailingDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}

function rangeOf(entry: string): AddressRange | undefined {
  const address = parseAddress(entry)
  return address ? [address, address.kind() === 'ipv4' ? 32 : 128] : parseRange(entry)
}

/** A host name as it stands in a parsed URL. There, `*` is part of a name, but nobody means that. */
function hostNameOf(entry: string): string | undefined {
  const url = /[*:/?#@\\[\]\s]/.test(entry) ? undefined : parseUrl(`http://${entry}/`)
  return url && withoutTrailingDot(url.hostname)
}
