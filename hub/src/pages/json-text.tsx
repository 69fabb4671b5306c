import { CopyButton } from './copy-button.js'

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g

/** A value as indented JSON with syntax highlighting, and a button that copies it. */
export function JsonText({ id, value }: { id: string; value: unknown }) {
  const text = JSON.stringify(value, null, 2)
  const parts = []
  let end = 0
  for (const match of text.matchAll(token)) {
    const [whole, string, colon] = match
    if (match.index > end) parts.push(text.slice(end, match.index))
    if (string && colon) parts.push(<span class="key">{string}</span>, colon)
    else parts.push(<span class={string ? 'string' : 'literal'}>{whole}</span>)
    end = match.index + whole.length
  }
  parts.push(text.slice(end))
  return (
    <div class="code-block">
      <pre class="code" tabindex={0}>
        <code id={id}>{parts}</code>
      </pre>
      <CopyButton of={id} label="Copy JSON">
        Copy
      </CopyButton>
    </div>
  )
}
