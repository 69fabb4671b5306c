import { copyOptions } from '../issue/copy-options.js'
import type { WebUrl } from '../runtime/globals.js'
import { parseAddress } from './address-range.js'
import { AllowList } from './allow-list.js'
import { parseUrl, withoutTrailingDot } from './parse-url.js'

/** The options of `checkEndpointUrl`. */
export interface CheckEndpointUrlOptions {
  /** The same list as the option `allow` of `deliver`. Default: empty. */
  readonly allow?: readonly string[] | undefined
}

/**
 * Checks whether events may be delivered to a URL, before you save it. Returns the reason if they may not, as
 * one line for people, and `undefined` if nothing in the URL speaks against it. A host name is not resolved:
 * `deliver` checks the address when it connects.
 *
 * @example
 * ```ts
 * checkEndpointUrl('https://example.com/webhooks') // undefined
 * checkEndpointUrl('http://10.0.0.1/') // 'the address is not public (private); …'
 * checkEndpointUrl('http://10.0.0.1/', { allow: ['10.0.0.0/8'] }) // undefined
 * ```
 *
 * @throws {TypeError} if `url` is not a string, or an option is wrong or unknown.
 */
export function checkEndpointUrl(url: string, options: CheckEndpointUrlOptions = {}): string | undefined {
  const { allow = [] } = copyOptions(options, { allow: true })
  if (typeof url !== 'string') throw new TypeError('url: expected a string')
  const target = readEndpointUrl(url, new AllowList(allow))
  return typeof target === 'string' ? target : undefined
}

/** A URL that may be called, as far as the URL alone can tell. */
export interface Target {
  readonly url: WebUrl
  /** Whether there is nothing left to check: the host is a permitted address, or is allowed by name. */
  readonly isChecked: boolean
  /** Why an address that the host name resolves to may not be called, or `undefined` if it may. */
  readonly refusalOf: (address: string) => string | undefined
}

/** Returns the target that a URL leads to, or the reason why the URL is refused. */
export function readEndpointUrl(text: string, allowed: AllowList): Target | string {
  const url = parseUrl(text)
  if (!url) return 'the URL is not a valid absolute URL'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'the URL is neither https: nor http:'
  if (url.username || url.password) return 'the URL contains credentials'

  // The URL parser has already turned decimal, octal, hexadecimal, short and full-width addresses into plain
  // ones.
  const { hostname } = url
  if (allowed.allowsHost(hostname)) return { url, isChecked: true, refusalOf: () => undefined }
  const name = withoutTrailingDot(hostname)
  if (/(^|\.)localhost$/.test(name)) {
    return `the host is this machine (localhost); to permit it, add '${name}' to allow`
  }
  const refusalOf = (address: string) => allowed.refusalOf(address)
  const address = hostname.replace(/^\[|\]$/g, '')
  if (!parseAddress(address)) return { url, isChecked: false, refusalOf }
  return refusalOf(address) ?? { url, isChecked: true, refusalOf }
}
