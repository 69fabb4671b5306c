import { delimiter, dirname, join } from 'node:path'
import type { Registry } from './registry.js'

/**
 * The environment of a reader of the documentation: nothing of this repository but its Node, and npm asks a
 * registry on loopback.
 *
 * @param home A folder for npm's cache. Programs in its `bin` come before others.
 */
export function readersEnvironment(registry: Registry, home: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm|vitest|webhook|prompt_webhooks)|^NODE_/i.test(name),
  )
  const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.endsWith('node_modules/.bin'))
  return {
    ...Object.fromEntries(inherited),
    PATH: [join(home, 'bin'), dirname(process.execPath), ...path].join(delimiter),
    NO_COLOR: '1',
    npm_config_registry: registry.url,
    npm_config_cache: join(home, 'npm'),
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  }
}
