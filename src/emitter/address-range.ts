/*! Bundled: ipaddr.js, MIT License, Copyright (C) 2011-2017 whitequark <whitequark@whitequark.org> */
import ipaddr from 'ipaddr.js'

export type Address = ReturnType<typeof ipaddr.parse>
export type AddressRange = readonly [Address, prefixLength: number]

// The address of a machine's own host in Azure. It looks like a public one.
const azureHost = ipaddr.parse('168.63.129.16')

// All that is given out of IPv6 lies in here (RFC 4291); `::a.b.c.d` and the like do not.
const globalUnicast = ipaddr.parseCIDR('2000::/3')

/** The name of the special range that an address is in; undefined if it is public. */
export function specialRange(address: Address): string | undefined {
  const range = address.range()
  if (range !== 'unicast') return range.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  if (isWithin(address, globalUnicast)) return undefined
  if (address.kind() === 'ipv6') return 'reserved'
  return isWithin(address, [azureHost, 32]) ? 'metadata' : undefined
}

export function isWithin(address: Address, [start, prefixLength]: AddressRange): boolean {
  return address.kind() === start.kind() && address.match(start, prefixLength)
}

/** An address in one of its usual spellings; undefined for anything else. */
export function parseAddress(text: string): Address | undefined {
  return ipaddr.isValid(text) ? ipaddr.parse(text) : undefined
}

/** A range in CIDR notation; undefined for anything else. */
export function parseRange(text: string): AddressRange | undefined {
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined
}
