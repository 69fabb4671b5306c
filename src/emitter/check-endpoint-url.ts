import type { WebUrl } from '../runtime/globals.js'
import { parseAddress } from './address-range.js'
import { AllowList, withoutTrailingDot } from './allow-list.js'
import { copyOptions } from './copy-options.js'
import { parseUrl } from './parse-url.js'

/** The options of `checkEndpointUrl`. */
export interface EndpointUrlOptions {
  /** As for `deliver`. */
  readonly allow?: readonly string[] | undefined
}

/**
 * Why events may not be delivered to a URL, for people; undefined if they may, as far as the URL tells. A host name is not
 * resolved: where it leads is checked when `deliver` connects. `allow` as in `deliver`.
 *
 * @throws {TypeError} if the URL is no string, or `allow` is not as described.
 */
export function checkEndpointUrl(url: string, options: EndpointUrlOptions = {}): string | undefined {
  if (typeof options !== 'object' || options === null) throw new TypeError('options: expected an object')
  const { allow = [] } = copyOptions(options, { allow: true })
  if (typeof url !== 'string') throw new TypeError('url: expected a string')
  const target = readEndpointUrl(url, new AllowList(allow))
  return typeof target === 'string' ? target : undefined
}

/** A URL that nothing is wrong with so far. */
export interface Target {
  readonly url: WebUrl
  /** Whether the host is an address that was checked, or is allowed by name: there is nothing more to check. */
  readonly isChecked: boolean
  /** Why an address that the host stands for may not be connected to; undefined if it may. */
  readonly refusalOf: (address: string) => string | undefined
}

/** The target that a URL leads to, or why it is refused. */
export function readEndpointUrl(text: string, allowed: AllowList): Target | string {
  const url = parseUrl(text)
  if (!url) return 'the URL is not an absolute one'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'the URL is neither https nor http'
  if (url.username || url.password) return 'the URL has credentials in it'

  // The parser has made plain addresses of decimal, octal, hexadecimal, short and full-width ones.
  const { hostname } = url
  if (allowed.allowsHost(hostname)) return { url, isChecked: true, refusalOf: () => undefined }
  if (/(^|\.)localhost$/.test(withoutTrailingDot(hostname))) return 'the host is this machine (localhost)'
  const refusalOf = (address: string) => allowed.refusalOf(address)
  const address = hostname.replace(/^\[|\]$/g, '')
  if (!parseAddress(address)) return { url, isChecked: false, refusalOf }
  return refusalOf(address) ?? { url, isChecked: true, refusalOf }
}
