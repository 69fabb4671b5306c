/** Says what is wrong with a Postgres URL, without its parts: it may hold a password. */
export function mistakeInPostgresUrl(text: string): string | undefined {
  const [, rest] = /^postgres(?:ql)?:\/\/(.*)$/s.exec(text) ?? []
  if (rest === undefined) return 'expected a postgres:// URL'
  // What follows the first of these characters is no longer user, password and host.
  const isCutOff = /[/?#].*@/s.test(rest)
  if (!isCutOff && URL.canParse(text)) return undefined
  return 'expected a valid URL. If the password has a / ? or #, leave it out and set PGPASSWORD instead, or write them as %2F, %3F and %23'
}
