import { BentoCache, bentostore, tracingChannels } from 'bentocache'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { arbitraryEvent, arbitraryInvalidStrictEvent } from '../../src/testing/index.js'

afterEach(() => {
  for (const library of ['zod', 'bentocache', 'vitest']) vi.doUnmock(library)
  vi.resetModules()
})

/** Loads the zod entry beside a zod whose schemas say that they are of this version. */
function loadBeside(version: string | undefined) {
  const [major, minor, patch] = version?.split('.').map(Number) ?? []
  const schema = version ? { _zod: { version: { major, minor, patch } } } : {}
  vi.doMock('zod', () => ({ z: { string: () => schema } }))
  return import('../../src/zod.js').catch((error: Error) => error.message)
}

test.each([
  [undefined, 'zod 3.x found, 4.5 or newer needed'],
  ['4.0.0', 'zod 4.0.0 found, 4.5 or newer needed'],
  ['4.4.9', 'zod 4.4.9 found, 4.5 or newer needed'],
])('the zod entry names a zod that is too old, before it builds a schema: %s', async (version, message) => {
  expect(await loadBeside(version)).toContain(message)
})

test.each(['4.5.0', '4.10.1', '5.0.0'])('the zod entry goes on with zod %s', async (version) => {
  expect(await loadBeside(version)).not.toContain('needed')
})

test('the lowest versions that the entries accept are the ones that are tested', async () => {
  const floor = (name: 'zod' | 'fast-check') =>
    packageJson.devDependencies[`${name}-floor`].replace(/.*@(\d+[.]\d+)[.]0$/, '$1')
  expect(await loadBeside('4.0.0')).toContain(`${floor('zod')} or newer needed`)
  expect(() => arbitraryEvent({ ...fc, __version: '2.0.0' })).toThrow(
    `${floor('fast-check')} or newer needed`,
  )
})

test('arbitraries name a fast-check that is too old', () => {
  const old = { ...fc, __version: '3.22.0' }
  const message =
    'prompt-webhooks: fast-check 3.22.0 found, 3.23 or newer needed: npm install fast-check@latest'
  expect(() => arbitraryEvent(old)).toThrow(message)
  expect(() => arbitraryInvalidStrictEvent(old)).toThrow(message)
  expect(() => arbitraryEvent({ ...fc, __version: '3.23.0' })).not.toThrow()
})

test('a prompt cache names a bentocache that is too old', async () => {
  const createWith = async (library: object) => {
    vi.doMock('bentocache', () => library)
    const { createPromptCache } = await import('../../src/prompt-cache/index.js')
    return () => createPromptCache({ load: async () => null })
  }
  const old = { BentoCache, bentostore }
  expect(await createWith(old)).toThrow('bentocache 1.5 or older found, 1.6 or newer needed')
  vi.resetModules()
  expect(await createWith({ ...old, tracingChannels })).not.toThrow()
})
