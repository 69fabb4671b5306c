/**
 * Returns a path of this hub with its query, for a redirect to an address that came with a request. Anything
 * that a browser could read as another site leads to the start page.
 *
 * @param wanted the address as it came, such as `/deliveries?state=given_up`.
 */
export function localPath(wanted: string | undefined): string {
  if (!wanted?.startsWith('/')) return '/'
  // Read as a browser reads it: it takes `/\x.test` and `/<tab>/x.test` for another host.
  const base = new URL('http://hub/')
  const url = URL.canParse(wanted, base.href) ? new URL(wanted, base) : base
  const path = `${url.pathname}${url.search}`
  return url.origin === base.origin && !path.startsWith('//') ? path : '/'
}
