/** A link to what is not a page of Markdown. `link` is its path on the site, with slashes around it. */
export interface ContentsLink {
  readonly label: string
  readonly link: string
}

/** A group of pages in the sidebar, and a section of llms.txt. */
export interface ContentsSection {
  readonly label: string
  /** Slugs, in order. `events/*` stands for all pages below `events/`. */
  readonly pages: readonly (string | ContentsLink)[]
  /** Whether the sidebar shows the group closed at first. */
  readonly collapsed?: boolean
}

/** What the site has, in order. Every page but the home page is in one section. */
export const contents: readonly ContentsSection[] = [
  { label: 'Receive', pages: ['receiver', 'frameworks', 'validate', 'signatures', 'troubleshooting'] },
  { label: 'Test', pages: ['testing', 'check', 'playground'] },
  { label: 'Send', pages: ['emitter', 'hub'] },
  { label: 'Build on events', pages: ['cache', 'registry', 'cloudevents', 'standard-schema'] },
  { label: 'Recipes', pages: ['recipes', 'recipes/*'], collapsed: true },
  { label: 'Other languages', pages: ['languages', 'languages/*'], collapsed: true },
  { label: 'Events', pages: ['events', 'events/*'], collapsed: true },
  { label: 'Reference', pages: ['command', 'schemas'] },
  {
    label: 'What you can rely on',
    pages: ['compatibility', 'performance', 'security', 'versioning', 'changelog', 'changelog/*'],
  },
  { label: 'Project', pages: ['contributing', 'architecture', 'decisions', 'decisions/*'], collapsed: true },
]

/** Whether an entry of a section stands for the page. */
export function isListedAs(entry: string, slug: string): boolean {
  return entry === slug || (entry.endsWith('/*') && slug.startsWith(entry.slice(0, -1)))
}
