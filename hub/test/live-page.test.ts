import { expect, test } from 'vitest'
import { createHub } from '../src/index.js'
import { serve } from '../src/serve.js'
import { databases } from './databases.js'
import { eventually } from './eventually.js'

/** A served hub that counts who follows its deliveries. */
async function servedHub() {
  const [pglite] = databases
  const database = await pglite?.start()
  const hub = await createHub(await database?.create())
  let followers = 0
  const { subscribe } = hub.deliveries
  hub.deliveries.subscribe = (listener) => {
    const unsubscribe = subscribe(listener)
    followers++
    return () => {
      followers--
      unsubscribe()
    }
  }
  const server = await serve(hub, { port: 0 })
  const live = async (signal?: AbortSignal) => {
    const { body } = await fetch(new URL('api/deliveries/live', server.url), { signal: signal ?? null })
    const reader = body?.getReader()
    await reader?.read()
    return reader
  }
  return { hub, database, server, live, followers: () => followers }
}

test('a live page that is left no longer follows the hub; closing ends those that are still open', async () => {
  const { hub, database, server, live, followers } = await servedHub()
  const leaving = new AbortController()
  for (let count = 0; count < 20; count++) await live(leaving.signal)
  const open = await live()
  expect(followers()).toBe(21)
  leaving.abort()
  await eventually(async () => followers() === 1)
  const ended = eventually(
    () =>
      open?.read().then(
        ({ done }) => done,
        () => true,
      ) ?? Promise.resolve(true),
  )
  await server.close()
  await ended
  await eventually(async () => followers() === 0)
  await hub.close()
  await database?.stop()
})
