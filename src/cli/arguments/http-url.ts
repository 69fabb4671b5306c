import { InvalidArgumentError } from 'commander'

/** Parses the value of an option that takes a URL. */
export function parseHttpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new InvalidArgumentError('Expected an http or https URL, such as http://localhost:3000/webhooks.')
  }
  if (url.username || url.password) throw new InvalidArgumentError('Expected a URL without credentials.')
  return url
}
