import { signMessage, verifyMessage } from 'prompt-webhooks/standard-webhooks'
import { type Group, outcomeOf, same } from '../check.js'

/** Standard Webhooks, against HMACs by `node:crypto`. */
export const standardWebhooks: Group = {
  entry: './standard-webhooks',
  needs: ['TextDecoder', 'TextEncoder', 'atob', 'btoa'],
  checks: [
    {
      name: 'signs each message as node:crypto does, and verifies it',
      run: ({ messages }) => {
        for (const { mac, ...message } of messages) {
          const headers = signMessage(message)
          same(headers['webhook-signature'], `v1,${mac}`)
          const now = () => message.timestamp * 1000
          for (const body of [message.body, new TextEncoder().encode(message.body)]) {
            const { id, timestamp } = verifyMessage({ ...message, headers, body, now })
            same([id, timestamp.getTime()], [message.id, now()])
          }
        }
      },
    },
    {
      name: 'refuses a changed body, and a message from too long ago',
      run: ({ messages }) => {
        for (const { mac: _, ...message } of messages) {
          const headers = signMessage(message)
          const verify = (body: string, now: number) =>
            outcomeOf(() => verifyMessage({ ...message, headers, body, now: () => now * 1000 }))
          same(verify(`${message.body} `, message.timestamp), 'SignatureError')
          same(verify(message.body, message.timestamp + 301), 'SignatureError')
        }
      },
    },
  ],
}
