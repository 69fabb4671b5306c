/** The code of Postgres for a disk without space. */
export const diskFull = '53100'

/** Whether a statement failed because the database's disk is full. It may succeed once there is space. */
export function isDiskFull(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === diskFull
}
