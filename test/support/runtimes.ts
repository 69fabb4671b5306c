import { vi } from 'vitest'

/** The two kinds of runtime: with the HMAC of Node, and without Node. */
export const runtimes = ['with node:crypto', 'without node:crypto'] as const

/** Loads a new instance of a module, as a runtime of this kind would. */
export async function loadIn<Module>(
  runtime: (typeof runtimes)[number],
  load: () => Promise<Module>,
): Promise<Module> {
  vi.resetModules()
  const loadAndChoose = async () => {
    const module = await load()
    // Chosen on first use, so it is used here.
    ;(await import('../../src/signing/node-hmac.js')).nodeHmac()
    return module
  }
  if (runtime === 'with node:crypto') return loadAndChoose()
  const { getBuiltinModule } = process
  Object.defineProperty(process, 'getBuiltinModule', { value: undefined, configurable: true, writable: true })
  try {
    return await loadAndChoose()
  } finally {
    Object.assign(process, { getBuiltinModule })
  }
}
