import { signedHeaders } from '../../receiver/signed-request.js'
import { Background } from '../background.js'
import { atEnd } from '../server.js'

/** Starts the command on a free port. */
export async function listen(args: readonly string[] = [], environment: Record<string, string> = {}) {
  const background = new Background(['listen', '--port', '0', ...args], environment)
  atEnd(() => background.end('SIGKILL'))
  const url = await background.until(/Listening on (\S+)/)
  return {
    background,
    url,
    /** The lines of the JSON report. */
    lines: () => {
      const complete = background.stdout.split('\n').slice(0, -1)
      return complete.map((line) => JSON.parse(line))
    },
  }
}

export async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers = signedHeaders(body),
) {
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: await response.text() }
}

export const json = { 'content-type': 'application/json' }

/** The parts of a text report: a block for each request, and the lines before and after. */
export function parseReport(stdout: string) {
  const [start = '', ...blocks] = stdout.trimEnd().split('\n\n')
  const stopped = blocks.at(-1)?.startsWith('Stopped') ? blocks.pop() : undefined
  const requests = blocks.map((block) => {
    const [title = '', ...lines] = block.split('\n')
    const [, mark, time, what, answer] = /^(\S) (\S+) (.*?) {2}(.*)$/.exec(title) ?? []
    const details = lines.map((line) => line.trim())
    return {
      mark,
      time,
      what,
      answer,
      /** The lines with a mark. */
      verdicts: details.filter((line) => /^[✓✗⚠]/.test(line)),
      /** The other lines, each as its words. */
      fields: details.filter((line) => !/^[✓✗⚠]/.test(line)).map((line) => line.split(/ {2,}/)),
    }
  })
  return { start, requests, stopped }
}
