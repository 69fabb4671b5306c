import type { Check } from '../check.js'
import { accepted, type Expectation, refused, refusedAsUnauthorized } from '../expectation.js'
import { isRefusal } from '../outcome.js'
import { changed, flip, unsigned } from './refusal-checks.js'

const maxAnswerMs = 5000
const largeBody = 2 ** 20 + 1

// 501 says that the server does not know the method, which refuses it as well.
const methodRefused: Expectation = {
  words: '405, or another 4xx',
  fits: (outcome) => isRefusal(outcome) || (outcome.kind === 'answered' && outcome.status === 501),
}

// A receiver may stop reading and close the connection before it has the whole body.
const sizeRefused: Expectation = {
  words: '413, another 4xx, or a closed connection',
  fits: (outcome) => isRefusal(outcome) || outcome.kind === 'dropped',
}

/** How a receiver had better behave over HTTP. */
export function httpChecks(): Check[] {
  return [
    {
      id: 'http/unauthorized',
      level: 'should',
      description: 'answers a missing or wrong signature with 401, not 400',
      // If they are accepted, other checks report it.
      needs: ['refuses/missing-signature', 'refuses/wrong-signature'],
      run: (session) =>
        session.firstProblem(
          [
            ...unsigned(session).slice(0, 1),
            changed(session, 'the first digit of the signature is another one', (digits) => flip(digits, 0)),
          ].map((sending) => ({
            ...sending,
            expected: refusedAsUnauthorized,
            advice: 'Answer 401, so that the sender can tell a wrong secret from a wrong event.',
          })),
        ),
    },
    {
      id: 'http/method',
      level: 'should',
      description: 'refuses GET',
      run: (session) => {
        const { headers } = session.signed(session.event())
        return session.firstProblem([
          {
            sent: 'GET',
            request: { method: 'GET', headers: { 'user-agent': headers['user-agent'] ?? '' } },
            expected: methodRefused,
            advice: 'Answer 405 to all methods but POST.',
          },
        ])
      },
    },
    {
      id: 'http/content-type',
      level: 'should',
      description: 'refuses a body that is not declared as JSON',
      run: (session) => {
        const { headers, ...request } = session.signed(session.event())
        return session.firstProblem([
          {
            sent: 'an event, signed, with the content type text/plain',
            request: { ...request, headers: { ...headers, 'content-type': 'text/plain' } },
            expected: refused,
            advice: 'Answer 415 to all content types but application/json.',
          },
        ])
      },
    },
    {
      id: 'http/body-size',
      level: 'should',
      description: 'refuses a body over 1 MiB',
      run: (session) =>
        session.firstProblem([
          {
            sent: 'an event of more than 1 MiB, signed',
            request: session.signed({ ...session.event(), added_later: 'x'.repeat(largeBody) }),
            expected: sizeRefused,
            advice: 'Stop reading at 1 MiB and answer 413: anyone can send a large body.',
          },
        ]),
    },
    {
      id: 'http/repeated',
      level: 'should',
      description: 'acknowledges a repeated delivery',
      limit: 'Whether its handler ran twice cannot be seen from outside.',
      run: (session) => {
        const request = session.signed(session.event())
        const advice = 'Senders deliver at least once. Acknowledge an event that you have handled already.'
        return session.firstProblem(
          ['an event, signed', 'the same delivery again'].map((sent) => ({
            sent,
            request,
            expected: accepted,
            advice,
          })),
        )
      },
    },
    {
      id: 'http/answer-time',
      level: 'should',
      description: 'answers each request within 5 seconds',
      // Last, so that it covers the requests of all others.
      run: async ({ slowest }) => {
        if (slowest === undefined || slowest.durationMs <= maxAnswerMs) return undefined
        return {
          sent: slowest.sent,
          received: `no answer for ${(slowest.durationMs / 1000).toFixed(1)} s`,
          expected: 'an answer within 5 s',
          advice:
            'Put the event into a queue, answer, and work afterwards. Senders give up after some seconds.',
        }
      },
    },
  ]
}
