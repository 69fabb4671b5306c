import { defineCollection } from 'astro:content'
import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'
import { z } from 'astro/zod'

/** What the top of the home page shows: `pages/home.ts` writes it. */
export const landing = z.object({
  lead: z.string(),
  install: z.string(),
  delivery: z.object({
    type: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
    signature: z.string(),
  }),
})

export const collections = {
  docs: defineCollection({
    loader: docsLoader(),
    schema: docsSchema({ extend: z.object({ landing: landing.optional() }) }),
  }),
}
