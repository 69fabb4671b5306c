import { Hono } from 'hono'
import type { Hub } from '../hub.js'

/** The pages, server-rendered. */
export function createPages(_hub: Hub): Hono {
  return new Hono()
}
