import type { Queryable } from './transaction.js'

/** The rows of a statement, of the type that its columns make. */
export async function rowsOf<Row>(queryable: Queryable, text: string, values?: unknown[]): Promise<Row[]> {
  const { rows } = await queryable.query(text, values)
  return rows as Row[]
}
