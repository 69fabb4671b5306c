import {
  type Address,
  type AddressRange,
  isWithin,
  parseAddress,
  parseRange,
  specialRange,
} from './address-range.js'
import { parseUrl, withoutTrailingDot } from './parse-url.js'

/** The hosts and addresses that may be called although they are not public. */
export class AllowList {
  readonly #hosts = new Set<string>()
  readonly #ranges: AddressRange[] = []

  /** @throws {TypeError} if an entry is not a host name, an address or a range in CIDR notation. */
  constructor(entries: readonly string[]) {
    if (!Array.isArray(entries)) {
      throw new TypeError('allow: expected a list of host names, addresses and ranges')
    }
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

  /** Whether a host is allowed by name, whatever its address. */
  allowsHost(hostname: string): boolean {
    return this.#hosts.has(withoutTrailingDot(hostname))
  }

  /** Why an address may not be called, or `undefined` if it may. The text does not contain the address. */
  refusalOf(address: string): string | undefined {
    const parsed = parseAddress(address)
    if (!parsed) return 'the host name does not resolve to an address'
    const special = this.#allowsAddress(parsed) ? undefined : specialRange(parsed)
    return (
      special &&
      `the address is not public (${special}); to permit it, add the address or the host name to allow`
    )
  }

  #allowsAddress(address: Address): boolean {
    return this.#ranges.some((range) => isWithin(address, range))
  }
}

function rangeOf(entry: string): AddressRange | undefined {
  const address = parseAddress(entry)
  return address ? [address, address.kind() === 'ipv4' ? 32 : 128] : parseRange(entry)
}

/**
 * A host name as a parsed URL has it. A URL parser takes `*` for a part of the name, but a person means a
 * wildcard.
 */
function hostNameOf(entry: string): string | undefined {
  const url = /[*:/?#@\\[\]\s]/.test(entry) ? undefined : parseUrl(`http://${entry}/`)
  return url && withoutTrailingDot(url.hostname)
}
