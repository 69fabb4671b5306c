/*! Bundled: ipaddr.js, MIT License, Copyright (C) 2011-2017 whitequark <whitequark@whitequark.org> */
import ipaddr from 'ipaddr.js'

export type Address = ReturnType<typeof ipaddr.parse>
export type AddressRange = readonly [Address, prefixLength: number]

// Azure's virtual machines reach their host at this address. It looks like a public one.
const azureHost = ipaddr.parse('168.63.129.16')

// Every IPv6 address that is assigned to the public internet is in here (RFC 4291). `::a.b.c.d` is not.
const globalUnicast = ipaddr.parseCIDR('2000::/3')

/** Returns the name of the special range that an address is in, or `undefined` if the address is public. */
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

// Each delivery parses the same address several times, and parsing one takes as long as signing the event, so
// the last one is kept.
let last: { readonly text: string; readonly address: Address | undefined } | undefined

/** Parses an address in any of its usual spellings. Returns `undefined` for anything else. */
export function parseAddress(text: string): Address | undefined {
  if (last?.text !== text) last = { text, address: ipaddr.isValid(text) ? ipaddr.parse(text) : undefined }
  return last.address
}

/** Parses a range in CIDR notation. Returns `undefined` for anything else. */
export function parseRange(text: string): AddressRange | undefined {
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined
}
