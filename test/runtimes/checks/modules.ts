import { createRequire } from 'node:module'
import { type Group, type SocketEnvironment, same } from '../check.js'

const requireFrom = createRequire(import.meta.url)

/** Both module formats, in runtimes that load the package themselves. */
export const modules: Group<SocketEnvironment> = {
  entry: 'modules',
  needs: ['process'],
  checks: [
    {
      name: 'each entry has the same exports as ES module and as CommonJS',
      run: async (_, { entries }) => {
        for (const entry of entries) {
          const [imported, required] = [await import(entry), requireFrom(entry)]
          same(Object.keys(imported).sort(), Object.keys(required).sort(), entry)
        }
      },
    },
  ],
}
