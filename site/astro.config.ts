import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import { type ContentsLink, contents } from './contents.js'
import { repositoryUrl } from './pages/links.js'
import { snakeCaseTitles } from './snake-case-titles.js'
import { tables } from './tables.js'

// Pages below are missing if there is nothing to tell yet, such as a changelog before the first release.
const isThere = (slug: string) =>
  existsSync(fileURLToPath(new URL(`src/content/docs/${slug}`, import.meta.url)))

const sidebar = contents.map(({ label, pages, collapsed = false }) => ({
  label,
  collapsed,
  items: pages.flatMap((entry): (string | ContentsLink | { autogenerate: { directory: string } })[] => {
    if (typeof entry !== 'string') return [entry]
    const folder = entry.endsWith('/*') ? entry.slice(0, -2) : undefined
    if (!isThere(folder ?? `${entry}.md`) && !isThere(`${entry}.mdx`)) return []
    return [folder ? { autogenerate: { directory: folder } } : entry]
  }),
}))

export default defineConfig({
  trailingSlash: 'always',
  image: { service: passthroughImageService() },
  // The pages are rendered by code in the output folder, which would find the older `cookie` of Express.
  vite: { environments: { prerender: { resolve: { noExternal: ['cookie'] } } } },
  integrations: [
    tables,
    snakeCaseTitles,
    starlight({
      title: 'prompt-webhooks',
      description:
        'Types, validators and schemas of prompt-template webhook events, and what both ends need around them.',
      logo: { src: './src/assets/logo.svg' },
      favicon: '/favicon.svg',
      sidebar,
      customCss: ['./src/styles/site.css'],
      components: {
        Hero: './src/components/hero.astro',
        PageTitle: './src/components/page-title.astro',
        Search: './src/components/search.astro',
        SocialIcons: './src/components/main-links.astro',
      },
      routeMiddleware: './src/markdown-twin.ts',
      expressiveCode: {
        themes: ['github-dark-default', 'github-light'],
        // Nobody has to scroll sideways to read code, on a phone neither.
        defaultProps: { wrap: true, overridesByLang: { 'sh,console,text': { frame: 'none' } } },
        styleOverrides: {
          borderRadius: '0.5rem',
          codeFontSize: '0.84rem',
          frames: { shadowColor: 'transparent', editorActiveTabIndicatorTopColor: 'var(--sl-color-accent)' },
        },
      },
      ...(repositoryUrl ? { social: [{ icon: 'github', label: 'GitHub', href: repositoryUrl }] } : {}),
    }),
  ],
})
