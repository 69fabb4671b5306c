import { expect, test } from 'vitest'
import { staticFiles, staticUrl } from '../../src/pages/static-files.js'

test('a browser that has this version of a file is not sent it again, any other one is', async () => {
  const app = staticFiles()
  const url = staticUrl('pages.css')
  const sent = await app.request(url)
  const content = await sent.text()
  const ask = async (tag: string) => {
    const answer = await app.request(url, { headers: { 'if-none-match': tag } })
    return { status: answer.status, content: await answer.text() }
  }
  expect([sent.status, content.length > 0]).toEqual([200, true])
  expect(await ask(sent.headers.get('etag') ?? '')).toEqual({ status: 304, content: '' })
  expect(await ask('"of-another-version"')).toEqual({ status: 200, content })
})
