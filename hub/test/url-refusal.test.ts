import { expect, test } from 'vitest'
import { urlRefusal } from '../src/store/url-refusal.js'

test.each([
  ['https://example.com/', undefined],
  ['', 'expected a URL, such as https://example.com/webhooks'],
  [
    'example.com/hook',
    'the URL is not a valid absolute URL: expected one that starts with https://, such as https://example.com/webhooks',
  ],
  ['ftp://example.com/', 'the URL is neither https: nor http:'],
  ['https://me:secret@10.0.0.1/', 'the URL contains credentials'],
  [
    'http://10.0.0.1/hook',
    'the address is not public (private). If it is yours, start every process of the hub with --allow 10.0.0.1',
  ],
  [
    'http://[::1]:8080/',
    'the address is not public (loopback). If it is yours, start every process of the hub with --allow ::1',
  ],
  [
    'http://localhost/hook',
    'the host is this machine (localhost). If it is yours, start every process of the hub with --allow localhost',
  ],
])('%j: %s', (url, refusal) => {
  expect(urlRefusal(url, [])).toBe(refusal)
})

test('what the message says to allow is then allowed', () => {
  for (const url of [
    'http://10.0.0.1/hook',
    'http://[::1]:8080/',
    'http://localhost/',
    'http://0x7f000001/',
  ]) {
    const host = /--allow (\S+)$/.exec(urlRefusal(url, []) ?? '')?.[1] ?? ''
    expect(urlRefusal(url, [host]), url).toBeUndefined()
  }
})
