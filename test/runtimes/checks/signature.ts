import {
  canonicalJson,
  explainSignature,
  signPayload,
  verifySignature,
  verifyWebhookEvent,
} from 'prompt-webhooks/signature'
import { exampleEvents } from 'prompt-webhooks/testing'
import { type Group, outcomeOf, record, same } from '../check.js'

const blockBytes = 64

/** The sender's scheme, on the vectors that Python wrote. */
export const signature: Group = {
  entry: './signature',
  needs: ['TextDecoder', 'TextEncoder'],
  checks: [
    {
      name: 'signs and verifies the vectors',
      run: ({ vectors }) => {
        for (const { body, secret, canonical, signature } of vectors) {
          if (canonical === null || signature === null) {
            same(
              outcomeOf(() => signPayload(body, secret)),
              'SyntaxError',
              body,
            )
            same(verifySignature({ body, signature: '0'.repeat(64), secret }), false, body)
            continue
          }
          same([canonicalJson(body), signPayload(body, secret)], [canonical, signature])
          const bytes = new TextEncoder().encode(canonical)
          for (const form of [body, canonical, bytes]) {
            same(verifySignature({ body: form, signature, secret }), true, body)
            same(verifySignature({ body: form, signature, secret: `${secret}x` }), false, body)
          }
        }
      },
    },
    {
      name: 'verifies each example, and refuses it after one character has changed',
      run: ({ secret }) => {
        for (const event of Object.values(exampleEvents)) {
          const body = JSON.stringify(event)
          const signature = signPayload(body, secret)
          same(verifyWebhookEvent({ body, signature, secret }), event)
          const changed = body.replace('"user_id":1', '"user_id":2')
          same(
            outcomeOf(() => verifyWebhookEvent({ body: changed, signature, secret })),
            'SignatureError',
          )
          same(explainSignature({ body: `${body} `, signature, secret }).valid, true)
        }
      },
    },
    {
      name: 'hashes with keys and messages around the length of a block',
      run: () => {
        const lengths = [1, blockBytes - 1, blockBytes, blockBytes + 1, 10_000]
        const signatures = lengths.flatMap((key) =>
          lengths.flatMap((text) =>
            ['a', 'é', '€', '😀'].map((unit) =>
              signPayload(JSON.stringify(unit.repeat(text)), 'k'.repeat(key)),
            ),
          ),
        )
        record('signatures around the length of a block', signatures)
      },
    },
  ],
}
