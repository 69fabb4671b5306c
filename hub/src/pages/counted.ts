const format = new Intl.NumberFormat('en')

/** A number with its noun: `1 delivery`, `1,204 deliveries`. */
export function counted(count: number, one: string, many: string): string {
  return `${format.format(count)} ${count === 1 ? one : many}`
}
