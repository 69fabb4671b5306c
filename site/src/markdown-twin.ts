import { defineRouteMiddleware } from '@astrojs/starlight/route-data'

// Names the page's Markdown twin, for programs that prefer to read that.
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { id, head } = locals.starlightRoute
  if (id === '404') return
  head.push({
    tag: 'link',
    attrs: {
      rel: 'alternate',
      type: 'text/markdown',
      href: `${import.meta.env.BASE_URL}${id || 'index'}.md`,
    },
  })
})
