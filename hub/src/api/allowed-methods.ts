import type { Hono } from 'hono'

/**
 * Tells the methods of the routes at a path, in alphabetical order. Considers the routes that the app has
 * now.
 */
export function allowedMethods({ routes }: Pick<Hono, 'routes'>): (path: string) => string[] {
  const patterns = routes.flatMap(({ method, path }) => {
    if (method === 'ALL') return []
    const source = path.replaceAll(/:[^/]+/g, '[^/]+').replaceAll('.', '\\.')
    return [{ method, pattern: new RegExp(`^/api${source}$`) }]
  })
  return (path) => {
    const methods = patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort()
  }
}
