const token = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g

/** A value as indented JSON with syntax highlighting. */
export function JsonText({ value }: { value: unknown }) {
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
    <pre class="code" tabindex={0}>
      <code>{parts}</code>
    </pre>
  )
}
