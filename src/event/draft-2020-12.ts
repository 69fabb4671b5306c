/**
 * Translates a JSON Schema of the contract from draft-07 to draft 2020-12: returns a new schema with the same
 * meaning, under the `$id` of its own file. In the subset that the contract uses, the drafts differ only in
 * `$schema` and in the name of `definitions`.
 */
export function toDraft202012(schema: object): { [keyword: string]: unknown } {
  return Object.fromEntries(Object.entries(schema).map(translated))
}

function translated([keyword, value]: [string, unknown]): [string, unknown] {
  switch (keyword) {
    case '$schema':
      return [keyword, 'https://json-schema.org/draft/2020-12/schema']
    case '$id':
      return [keyword, String(value).replace(/[/]schemas[/]v[0-9]+[/]/, '$&2020-12/')]
    case '$ref':
      return [keyword, String(value).replace(/^#[/]definitions[/]/, '#/$defs/')]
    case 'definitions':
      return ['$defs', translatedMembers(value as object)]
    case 'properties':
      return [keyword, translatedMembers(value as object)]
    case 'items':
      return [keyword, toDraft202012(value as object)]
    case 'oneOf':
    case 'allOf':
      return [keyword, (value as object[]).map(toDraft202012)]
    default:
      return [keyword, value]
  }
}

function translatedMembers(schemas: object): object {
  return Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, toDraft202012(each)]))
}
