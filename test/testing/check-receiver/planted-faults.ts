import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { checkReceiver } from '../../../src/testing/index.js'
import { serve } from '../../cli/server.js'
import { messageSecret, secret } from '../../receiver/signed-request.js'
import { type Fault, faultyReceiver } from './faulty-receiver.js'

/** A fault that is planted into a receiver, and what a check has to report. */
export interface PlantedFault {
  readonly language: 'TypeScript' | 'Python'
  readonly scheme: 'promptlayer' | 'standard-webhooks'
  readonly fault: string
  /** The ids of the checks that must fail, or the code of the verdict. All others must not. */
  readonly planted: readonly string[]
}

const inTypeScript = (
  fault: Fault,
  planted: readonly string[],
  scheme: PlantedFault['scheme'] = 'promptlayer',
): PlantedFault => ({ language: 'TypeScript', scheme, fault, planted })

const inPython = (
  fault: string,
  planted: readonly string[],
  scheme: PlantedFault['scheme'] = 'promptlayer',
): PlantedFault => ({ language: 'Python', scheme, fault, planted })

const signatureLayouts = ['key-order', 'white-space', 'non-ascii', 'escapes'].map(
  (name) => `signature/${name}`,
)

export const plantedFaults: readonly PlantedFault[] = [
  inTypeScript('none', []),
  inTypeScript('none', [], 'standard-webhooks'),
  inTypeScript('a type crashes', ['event/agent_run_finished']),
  inTypeScript('details are closed', ['contract/extra-keys']),
  inTypeScript('envelopes are closed', ['contract/extra-keys']),
  inTypeScript('an optional detail is required', ['contract/absent-fields']),
  inTypeScript('ids have 32 bits', ['contract/largest-numbers']),
  inTypeScript('a null comes back as text', ['contract/null-fields']),
  inTypeScript('unknown types drop the connection', ['contract/unknown-type']),
  inTypeScript('numbers are doubles', ['signature/big-numbers', 'signature/float-numbers']),
  inTypeScript('the body is read as Latin-1', ['signature/non-ascii']),
  inTypeScript('an escaped slash keeps its backslash', ['signature/escapes']),
  inTypeScript('halves of pairs are replaced', ['signature/lone-surrogates']),
  inTypeScript('any signature is accepted', [
    'refuses/wrong-signature',
    'refuses/truncated-signature',
    'refuses/foreign-signature',
    'refuses/changed-body',
    'robust/odd-signature',
  ]),
  inTypeScript('eight digits are compared', ['refuses/wrong-signature', 'refuses/truncated-signature']),
  inTypeScript('a foreign secret is accepted', ['refuses/foreign-signature']),
  inTypeScript('right signatures are remembered', ['refuses/changed-body']),
  inTypeScript('the signature is 200 with an error', [
    'refuses/missing-signature',
    'refuses/wrong-signature',
    'refuses/truncated-signature',
    'refuses/foreign-signature',
    'refuses/changed-body',
    'robust/odd-signature',
    'robust/unsigned-nonsense',
  ]),
  inTypeScript('details are not validated', ['refuses/wrong-details']),
  inTypeScript('a signed null crashes', ['robust/signed-nonsense']),
  inTypeScript('any content type is read', ['http/content-type']),
  inTypeScript('a repeated delivery is refused', ['http/repeated']),
  inTypeScript('large bodies are read', ['http/body-size']),
  inTypeScript('messages from the future are accepted', ['timestamp/too-new'], 'standard-webhooks'),
  inTypeScript('the parsed body is hashed', ['hashes_parsed_body'], 'standard-webhooks'),
  inTypeScript('always 204', ['accepts_everything']),
  inTypeScript('always 204', ['accepts_everything'], 'standard-webhooks'),
  inTypeScript('always 404', ['refuses_everything']),
  inTypeScript('always 500', ['fails']),
  inTypeScript('always a redirect', ['redirects']),
  inTypeScript('always drops the socket', ['drops_connections']),
  inTypeScript('never answers', ['no_answer']),
  inPython('none', []),
  inPython('none', [], 'standard-webhooks'),
  inPython('a type is refused', ['event/report_finished']),
  inPython('unknown types are refused', ['contract/unknown-type']),
  inPython('absent fields crash', ['contract/absent-fields']),
  inPython('null crashes', ['contract/null-fields']),
  inPython('the raw body is hashed', signatureLayouts),
  inPython('keys are not sorted', ['signature/key-order']),
  inPython('floats are written as in JavaScript', ['signature/float-numbers']),
  inPython('whole numbers are doubles', ['signature/big-numbers']),
  inPython('characters are not escaped', [
    'signature/non-ascii',
    'signature/escapes',
    'signature/lone-surrogates',
  ]),
  inPython('a missing signature is accepted', ['refuses/missing-signature']),
  inPython('a part of a signature is enough', ['refuses/truncated-signature']),
  inPython('odd signatures crash', ['robust/odd-signature']),
  inPython('the body is parsed first', ['robust/unsigned-nonsense', 'robust/signed-nonsense']),
  inPython('wrong details crash', ['refuses/wrong-details']),
  inPython('a wrong signature gets 400', ['http/unauthorized']),
  inPython('GET is answered', ['http/method']),
  inPython('bodies have no limit', ['http/body-size']),
  inPython('one event takes long', ['http/answer-time']),
  inPython('timestamps are not checked', ['timestamp/too-old', 'timestamp/too-new'], 'standard-webhooks'),
  inPython('only the first signature counts', ['signature/rotated'], 'standard-webhooks'),
  inPython('always 204', ['accepts_everything']),
  inPython('always 401', ['refuses_everything']),
  inPython('always 401', ['refuses_everything'], 'standard-webhooks'),
  inPython('always drops the socket', ['drops_connections']),
]

/** What a check reports about a receiver with a planted fault. */
export interface Reported {
  /** The ids of the checks that failed, or the code of the verdict. */
  readonly reported: readonly string[]
  readonly skipped: readonly string[]
  readonly requests: number
}

/** Starts the receiver with the fault, checks it, and stops it. */
export async function check({ language, scheme, fault }: PlantedFault): Promise<Reported> {
  const key = scheme === 'promptlayer' ? secret : messageSecret
  const started =
    language === 'Python'
      ? await startPython([scheme, key, fault])
      : { url: await serve(faultyReceiver(scheme, key, fault as Fault)), stop: () => {} }
  try {
    const timeoutMs = fault === 'never answers' ? 50 : 60_000
    const { verdict, checks, requests } = await checkReceiver(started.url, { secret: key, scheme, timeoutMs })
    const idsOf = (outcome: string) => checks.flatMap((each) => (each.outcome === outcome ? each.id : []))
    return { reported: verdict ? [verdict.code] : idsOf('failed'), skipped: idsOf('skipped'), requests }
  } finally {
    await started.stop()
  }
}

async function startPython(args: readonly string[]) {
  const python: ChildProcess = spawn('python3', ['test/testing/check-receiver/receiver.py', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(python, 'exit')
  const lines = createInterface({ input: python.stdout as NodeJS.ReadableStream })
  const [port] = await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error('ended'))),
  ])
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    async stop() {
      python.kill()
      await ended
    },
  }
}
