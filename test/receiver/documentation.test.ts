import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileBlocks } from '../support/compile-blocks.js'

test('the examples of docs/receiver.md and docs/signatures.md compile', () => {
  const pages = ['docs/receiver.md', 'docs/signatures.md'].map((file) => readFileSync(file, 'utf8'))
  const blocks = pages.join('\n').split('```ts\n').slice(1)
  expect(blocks.length).toBeGreaterThan(6)
  expect(compileBlocks(blocks.map((block) => block.split('```')[0] ?? ''))).toBe('')
})

/** The examples in the docstrings of a folder, by the name of what they document. */
function docstringExamples(folder: string): [name: string, code: string][] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  return files.flatMap((file) => {
    const source = readFileSync(`${folder}/${file}`, 'utf8')
    return [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export function (\w+)/g)].flatMap(
      ([, comment = '', name = '']) =>
        comment
          .replace(/^ *\* ?/gm, '')
          .split('@example\n')
          .slice(1)
          .map((example): [string, string] => [name, example.split(/^@/m)[0] ?? '']),
    )
  })
}

test('the examples of the docstrings compile', () => {
  const examples = ['receiver', 'signature', 'standard-webhooks'].flatMap((folder) =>
    docstringExamples(`src/${folder}`),
  )
  expect([...new Set(examples.map(([name]) => name))].sort()).toEqual([
    'canonicalJson',
    'createReceiver',
    'createReplayMemory',
    'explainSignature',
    'signMessage',
    'signPayload',
    'toFastifyPlugin',
    'toLambdaHandler',
    'toNodeHandler',
    'verifyMessage',
    'verifySignature',
    'verifyWebhookEvent',
  ])
  // What an example uses from its surroundings.
  const given = `
    declare global {
      const request: Request
      const url: string
    }
    export {}`
  expect(compileBlocks([given, ...examples.map(([, code]) => `${code}\nexport {}`)])).toBe('')
})
