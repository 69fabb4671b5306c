import type { PropsWithChildren } from 'hono/jsx'

/** A table of rows with these columns. With an id it is live. */
export function Table(props: PropsWithChildren<{ columns: readonly string[]; id?: string; class?: string }>) {
  const { columns, id, class: name, children } = props
  return (
    <div class={name ? `table ${name}` : 'table'}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody id={id} data-live={id && true}>
          {children}
        </tbody>
      </table>
    </div>
  )
}
