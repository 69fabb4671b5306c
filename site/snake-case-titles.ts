import { htmlPass } from './html-pass.js'

/**
 * Lets names such as `prompt_template_created` wrap after an underscore, in the sidebar and in links to
 * pages.
 */
export const snakeCaseTitles = htmlPass('snake-case-titles', (html) =>
  // A span with a style is a part of a code sample.
  html.replaceAll(/(?<=<span(?: class="[^"]*")?>)[a-z]+(?:_[a-z]+)+(?=<\/span>)/g, (name) =>
    name.replaceAll('_', '_<wbr>'),
  ),
)
