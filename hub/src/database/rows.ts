import type { Queryable } from './transaction.js'

/** Runs a statement and returns its rows. The caller states their type. */
export async function rowsOf<Row>(queryable: Queryable, text: string, values?: unknown[]): Promise<Row[]> {
  const { rows } = await queryable.query(text, values)
  return rows as Row[]
}
