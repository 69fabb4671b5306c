/** A page of the site, written in Markdown. */
export interface Page {
  /** The path on the site, without slashes around it. The home page has ''. */
  readonly slug: string
  /**
   * The file of the repository that the page shows. Links in `text` are relative to its folder, and links to
   * it lead to the page. If the page is a section of the file, its anchor follows:
   * `docs/events.md#some_event`.
   */
  readonly source: string
  readonly title: string
  /** Plain text for search engines and llms.txt. Default: the first paragraph of `text`. */
  readonly description?: string
  /** Markdown, without the heading that is the title. */
  readonly text: string
  /** The text of the Markdown twin, if it is not `text`: for a page that shows more than its Markdown. */
  readonly twin?: string
  /** Whether `text` is MDX, which can show components. Default: it is Markdown. */
  readonly isMdx?: boolean
  /** Further frontmatter of the page, such as `{ sidebar: { order: 1 } }`. */
  readonly frontmatter?: Readonly<Record<string, unknown>>
}
