import { htmlPass } from './html-pass.js'

/** Makes tables of Markdown fit a phone, where each one scrolls by itself, and a screen reader. */
export const tables = htmlPass('tables', (html) =>
  html
    // Markdown needs a heading for each column. An empty one would be announced.
    .replaceAll(/<th( [^>]*)?><\/th>/g, '<td$1></td>')
    .replaceAll(
      /<table>[\s\S]*?<\/table>/g,
      '<div class="table" tabindex="0" role="group" aria-label="Table">$&</div>',
    ),
)
