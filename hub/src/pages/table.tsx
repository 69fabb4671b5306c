import type { PropsWithChildren } from 'hono/jsx'
import { InZone } from './time.js'

/** A column by its name. */
export type Column = string | { readonly name: string; readonly isTime: true }

/** A table. With an id, its rows are updated live. The head of each column has its name as a class. */
export function Table(props: PropsWithChildren<{ columns: readonly Column[]; id?: string; class?: string }>) {
  const { columns, id, class: name, children } = props
  return (
    <div class={name ? `table ${name}` : 'table'}>
      <table>
        <thead>
          <tr>
            {columns.map((column) =>
              typeof column === 'string' ? (
                <th scope="col" class={classOf(column)}>
                  {column}
                </th>
              ) : (
                <th scope="col" class={classOf(column.name)}>
                  <InZone>{column.name}</InZone>
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody id={id} data-live={id && true}>
          {children}
        </tbody>
      </table>
    </div>
  )
}

function classOf(name: string): string {
  return `of-${name.toLowerCase().replaceAll(' ', '-')}`
}
