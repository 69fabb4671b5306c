/** `1 event`, `2,000 events` */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** `2000` → `2,000`. Written by hand because `toLocaleString` takes longer than the rest of a short run. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:[0-9]{3})+$)/g, ',')
}
