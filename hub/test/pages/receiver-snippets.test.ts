import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { receiverSnippets, secretVariable } from '../../src/pages/webhooks/receiver-snippets.js'

test('the secret page has the receiver of every language that is documented, TypeScript first', () => {
  const documented = readdirSync(new URL('../../../docs/languages/', import.meta.url)).filter(
    (file) => file !== 'README.md',
  )
  const [typescript, ...others] = receiverSnippets()
  expect(typescript?.language).toBe('TypeScript')
  expect(others).toHaveLength(documented.length)
  for (const { language, note, files } of receiverSnippets()) {
    expect(note, language).toMatch(/^[^*`[\]]+[.]$/)
    expect(files, language).not.toEqual([])
    const code = files.join('\n')
    expect(code, language).toMatch(/signature|createReceiver/i)
    expect(code, language).not.toContain('```')
  }
  // The ones that are whole programs.
  for (const language of ['TypeScript', 'Go', 'Java', 'PHP', 'Python']) {
    const { files = [] } = receiverSnippets().find((each) => each.language === language) ?? {}
    expect(files.join('\n'), language).toContain(secretVariable)
  }
})
