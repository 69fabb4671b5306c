import { Hono } from 'hono'
import type { Hub } from '../hub.js'

/** The API, to be mounted under `/api`. */
export function createApi(_hub: Hub): Hono {
  return new Hono()
}
