/** `prompt_template_created` → `PromptTemplateCreated`: the name of the event's type and schema file. */
export function typeName(eventType: string): string {
  return eventType.replace(/(?:^|_)([a-z0-9])/g, (_, initial: string) => initial.toUpperCase())
}

/** `PromptTemplateCreated` → `PromptTemplateCreatedDetails`: the name of the type of its details. */
export function detailsTypeName(eventTypeName: string): string {
  return `${eventTypeName}Details`
}

/** `prompt_template_created` → `promptTemplateCreatedSchema`: the name of the event's zod schema. */
export function schemaName(eventType: string): string {
  const name = typeName(eventType)
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}Schema`
}

/**
 * `prompt_template_created` → `promptTemplateCreatedDetailsSchema`: the name of the zod schema of its
 * details.
 */
export function detailsSchemaName(eventType: string): string {
  return schemaName(eventType).replace(/Schema$/, 'DetailsSchema')
}

/** `promptTemplateCreatedSchema` → `strictPromptTemplateCreatedSchema`. Works for the names of types too. */
export function strictName(name: string): string {
  const [initial = '', ...rest] = name
  const strict = initial === initial.toUpperCase() ? 'Strict' : 'strict'
  return `${strict}${initial.toUpperCase()}${rest.join('')}`
}

/** `skill_collection` → `SkillCollectionEvent`: the name of the type of a family's events. */
export function familyTypeName(family: string): string {
  return `${typeName(family)}Event`
}
