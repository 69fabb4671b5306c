import type { PropsWithChildren } from 'hono/jsx'

/** A table. With an id, its rows are updated live. */
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
