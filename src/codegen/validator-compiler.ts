import type { JsonSchema } from './json-schema.js'
import { type Constants, memberOf, quote, rootPath, type Strategy, schemaSteps } from './schema-steps.js'

/** A schema document to compile. */
export interface CompilerInput {
  readonly schema: JsonSchema
  /** The functions are called `is${name}` and `explain${name}`. */
  readonly name: string
  /** The TypeScript type that the guard establishes. */
  readonly guards: string
  /** The lines of the guard's doc comment. */
  readonly comment: readonly string[]
  /** Set for a union: what its members share, and what remains. */
  readonly union?: {
    /** Names the functions of a member after its definition. */
    readonly memberName: (definition: string) => string
    /** The document that explains a value that belongs to no member. It is compiled too. */
    readonly rest: CompilerInput
  }
}

/**
 * Compiles two functions for each document: a guard, and one that lists every issue. The members of a union
 * and its `rest` document call one function for the fields that they all end with.
 *
 * @throws {Error} on every keyword, or use of a keyword, that the functions would not enforce.
 */
export function compileValidators(inputs: readonly CompilerInput[]): string {
  const constants: Constants = { patterns: new Map(), rules: new Map() }
  const functions = inputs.flatMap((input) => [
    ...compileDocument(input, guard(constants)),
    ...compileDocument(input, explanation(constants)),
  ])
  const patterns = [...constants.patterns].map(
    ([pattern, name]) => `const ${name} = ${new RegExp(unrolled(pattern), 'u')}`,
  )
  const rules = [...constants.rules].map(([source, name]) => `const ${name}: ScalarRules = ${source}`)
  const root = `const ${rootPath}: EventIssue['path'] = []`
  return [...patterns, ...rules, root, isObject, ...functions].join('\n')
}

/** Writes out each repeated character class: V8 counts repetitions, so a timestamp took a third longer. */
function unrolled(pattern: string): string {
  return pattern.replaceAll(/(\[[^\]]+\])\{(\d)\}/g, (_, characters: string, count: string) =>
    characters.repeat(Number(count)),
  )
}

const isObject = `function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}`

/** How a kind of function is written: the guards, or the functions that explain. */
interface Form extends Strategy {
  /** The name of the function that checks a document, or a member of a union. */
  readonly nameOf: (name: string) => string
  /** The name of the function that checks the fields that all of these share. */
  readonly nameOfFields: (name: string) => string
  /** The name of the table of these functions, by the tag of their member. */
  readonly nameOfMembers: (name: string) => string
  readonly call: (functionName: string) => string
  /** Calls the function of a member if there is one, and otherwise answers for a value of no member. */
  readonly choose: (member: string, rest: string) => string
  readonly declare: (functionName: string, parameterType: string, result?: string) => string
  /** Ends a function whose steps have found no fault. */
  readonly end: string
  readonly notAnObject: string
}

const guard = (constants: Constants): Form => ({
  mode: 'guard',
  constants,
  nameOf: (name) => `is${name}`,
  nameOfFields: (name) => `has${name}Fields`,
  nameOfMembers: (name) => `guardsOf${name}`,
  call: (functionName) => `return ${functionName}(value)`,
  choose: (member) => `return ${member}?.(value) ?? false`,
  declare: (functionName, type, result = 'boolean') => `function ${functionName}(value: ${type}): ${result}`,
  end: 'return true',
  notAnObject: 'return false',
})

const explanation = (constants: Constants): Form => ({
  mode: 'explain',
  constants,
  nameOf: (name) => `explain${name}`,
  nameOfFields: (name) => `explain${name}Fields`,
  nameOfMembers: (name) => `explanationsOf${name}`,
  call: (functionName) => `return ${functionName}(value, issues)`,
  choose: (member, rest) => `return (${member} ?? ${rest})(value, issues)`,
  declare: (functionName, type) => `function ${functionName}(value: ${type}, issues: EventIssue[]): void`,
  end: '',
  notAnObject: `return reportValue(issues, 'invalid_type', 'an object', value, [])`,
})

function compileDocument(input: CompilerInput, form: Form): string[] {
  const { schema, union } = input
  if (!union) return [publicFunction(input, [...schemaSteps(schema, form), form.end], form)]
  const { rest } = union
  const { key, members } = membersOf(schema)
  const own = members.map(({ definition, tag, ...member }) => ({
    functionName: form.nameOf(union.memberName(definition)),
    tag,
    // The union has compared the tag already.
    steps: schemaSteps(member.schema, form, key),
  }))
  const restSteps = schemaSteps(rest.schema, form)
  const tail = sharedTail([...own.map(({ steps }) => steps), restSteps])
  const sharedName = form.nameOfFields(rest.name)
  const body = (steps: readonly string[]) =>
    tail.length ? [...steps.slice(0, -tail.length), form.call(sharedName)] : [...steps, form.end]
  // A map, because a `switch` compares one case after another: its time would grow with the number of
  // members.
  const table = form.nameOfMembers(input.name)
  const entries = own.map(({ tag, functionName }) => `[${quote(tag)}, ${functionName}]`)
  const tagged = `${table}.get(${memberOf('value', key)})`
  return [
    ...(tail.length ? [privateFunction(sharedName, [...tail, form.end], form)] : []),
    ...own.map(({ functionName, steps }) => privateFunction(functionName, body(steps), form)),
    publicFunction(rest, body(restSteps), form),
    `const ${table} = /* @__PURE__ */ new Map<unknown, typeof ${own[0]?.functionName}>([${entries}])`,
    publicFunction(input, [form.choose(tagged, form.nameOf(rest.name))], form),
  ]
}

function publicFunction({ name, guards, comment }: CompilerInput, body: readonly string[], form: Form) {
  const doc = form.mode === 'guard' ? `/**\n${comment.map((line) => ` * ${line}\n`).join('')} */\n` : ''
  const declaration = form.declare(form.nameOf(name), 'unknown', `value is ${guards}`)
  return `${doc}export ${declaration} { if (!isObject(value)) ${form.notAnObject}\n${body.join('\n')} }`
}

function privateFunction(functionName: string, body: readonly string[], form: Form): string {
  return `${form.declare(functionName, 'Record<string, unknown>')} { ${body.join('\n')} }`
}

/** The steps that all lists end with. */
function sharedTail(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists
  let count = 0
  while (count < first.length && others.every((other) => other.at(-1 - count) === first.at(-1 - count)))
    count++
  return first.slice(first.length - count)
}

interface Member {
  readonly definition: string
  readonly schema: JsonSchema
  readonly tag: string
}

/** The members of a union, and the field whose value identifies each of them. */
function membersOf({ oneOf = [], definitions = {}, ...schema }: JsonSchema) {
  const other = Object.keys(schema).find(
    (keyword) => !['$schema', '$id', 'title', 'description'].includes(keyword),
  )
  if (other !== undefined) throw new Error(`The keyword ${other} is not compiled beside a union`)
  const schemas = oneOf.map(({ $ref = '' }) => {
    const definition = $ref.replace('#/definitions/', '')
    const member = definitions[definition]
    if (!member) throw new Error(`${$ref}: no definition of this document`)
    return { definition, schema: member }
  })
  const keys = Object.keys(schemas[0]?.schema.properties ?? {})
  for (const key of keys) {
    const members = schemas.flatMap((each): Member[] => {
      const { properties, required } = each.schema
      const [tag, ...more] = (required?.includes(key) && properties?.[key]?.enum) || []
      return tag === undefined || more.length ? [] : [{ ...each, tag }]
    })
    if (new Set(members.map(({ tag }) => tag)).size === schemas.length) return { key, members }
  }
  throw new Error('oneOf: no field identifies the member of the union')
}
