/** The subset of draft-07 in which the contract is published: what validators in all languages agree on. */
export interface JsonSchema {
  $schema?: string
  $id?: string
  $ref?: string
  $comment?: string
  title?: string
  description?: string
  type?: JsonType
  enum?: string[]
  pattern?: string
  minLength?: number
  minimum?: number
  maximum?: number
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: false
  oneOf?: JsonSchema[]
  examples?: unknown[]
  definitions?: Record<string, JsonSchema>
}

export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'

export const annotations = ['title', 'description', 'examples'] as const
