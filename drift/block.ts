/** A part of a page that can document an event, in the order of the page. The text form has them too. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** A row of a table of events. `fields` has a text such as `field (type)` for each field. */
  | { readonly kind: 'event'; readonly type: string; readonly fields: readonly string[] }
  /** Words in code or in titles that look like the name of an event, a field or a value. */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** A part that looks like it documents an event and does not. */
  | { readonly kind: 'unreadable'; readonly problem: string }
