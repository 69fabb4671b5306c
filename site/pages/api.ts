import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  Application,
  type Comment,
  type CommentDisplayPart,
  Converter,
  DeclarationReflection,
  LiteralType,
  ParameterReflection,
  type ProjectReflection,
  ReferenceType,
  type Reflection,
  ReflectionKind,
  UnknownType,
} from 'typedoc'
import type { Page } from './page.js'
import { publicEntries } from './public-entries.js'

/** The API reference. */
export interface ApiReference {
  /** A page that lists the entries, and one for each entry. */
  readonly pages: readonly Page[]
  /**
   * Where each export is described, by its name: a path and an anchor, relative to the root of the
   * repository.
   */
  readonly addresses: ReadonlyMap<string, string>
}

const folder = 'reference'

/** Writes the API reference from the docstrings. @throws {Error} if TypeDoc has a warning. */
export async function apiReference(): Promise<ApiReference> {
  const entries = publicEntries()
  const app = await Application.bootstrapWithPlugins(options(entries.map(({ source }) => source)))
  const specifiers = new Map(entries.map(({ source, specifier }) => [join(process.cwd(), source), specifier]))
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, ({ project }, reflection) => {
    const file = project.getSymbolIdFromReflection(reflection)?.fileName ?? ''
    if (reflection.kindOf(ReflectionKind.Module)) reflection.name = specifiers.get(file) ?? reflection.name
  })
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => shortenSchemas(project))
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    nameDestructured(project)
    linkEvents(project)
    linkSchemas(project)
    for (const { comment } of Object.values(project.reflections)) if (comment) listErrors(comment, project)
  })
  const project = await app.convert()
  if (project) app.validate(project)
  if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error('TypeDoc does not accept the docstrings; its messages are above')
  }
  let addresses: ReadonlyMap<string, string> = new Map()
  // Afterwards, the renderer no longer knows where it wrote what.
  app.renderer.postRenderAsyncJobs.push(async () => {
    addresses = addressesOf(app, project)
  })
  const texts = await render(app, project)
  const pages = entries.map(({ specifier }, order): Page => {
    const file = `${specifier}.md`
    return {
      // In one folder, so that the sidebar has one list.
      slug: `${folder}/${specifier.replaceAll('/', '-')}`,
      source: `${folder}/${file}`,
      title: specifier,
      text: tidy(texts.get(file) ?? ''),
      frontmatter: { sidebar: { order } },
    }
  })
  return { pages: [indexPage(pages), ...pages], addresses }
}

function options(entryPoints: readonly string[]): object {
  return {
    entryPoints,
    tsconfig: 'site/tsconfig.reference.json',
    // `npm run types` checks the types.
    skipErrorChecking: true,
    plugin: ['typedoc-plugin-markdown'],
    router: 'module',
    readme: 'none',
    basePath: '.',
    logLevel: 'Warn',
    disableSources: true,
    excludeExternals: true,
    excludePrivate: true,
    excludeInternal: true,
    preservedTypeAnnotationTags: ['@throws'],
    sort: ['source-order'],
    groupOrder: ['Functions', 'Variables', 'Classes', 'Interfaces', 'Type Aliases', '*'],
    hideBreadcrumbs: true,
    hidePageHeader: true,
    hidePageTitle: true,
    useCodeBlocks: true,
    expandObjects: true,
    expandParameters: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    propertyMembersFormat: 'table',
    typeDeclarationFormat: 'table',
    tableColumnSettings: { hideSources: true, hideInherited: true, hideModifiers: true, hideOverrides: true },
  }
}

/** Renders the modules. Returns their texts by their files. */
async function render(app: Application, project: ProjectReflection): Promise<ReadonlyMap<string, string>> {
  const out = await mkdtemp(join(tmpdir(), 'reference-'))
  try {
    app.options.setValue('out', out)
    await app.generateOutputs(project)
    const files = project.children?.map(({ name }) => `${name}.md`) ?? []
    return new Map(
      await Promise.all(files.map(async (file) => [file, await readFile(join(out, file), 'utf8')] as const)),
    )
  } finally {
    await rm(out, { recursive: true })
  }
}

function indexPage(pages: readonly Page[]): Page {
  const rows = pages.map(({ title, source, text }) => {
    const [summary = ''] = text.split('\n\n')
    return `| [\`${title}\`](../${source}) | ${summary.trim().replaceAll('\n', ' ')} |`
  })
  return {
    slug: folder,
    source: `${folder}/README.md`,
    title: 'API reference',
    text: `What each module exports, with its signature, defaults and errors. Import a module by its name.\n\n${['| module | what it is for |', '| --- | --- |', ...rows].join('\n')}\n`,
  }
}

/** A parameter that is taken apart has no name of its own, unless its docstring gives it one. */
function nameDestructured(project: ProjectReflection): void {
  for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
    if (!(parameter instanceof ParameterReflection) || parameter.name !== '__namedParameters') continue
    const { type } = parameter
    parameter.name =
      type instanceof ReferenceType ? type.name.replace(/^./, (first) => first.toLowerCase()) : 'options'
  }
}

/** Writes a short union on one line, and without the bar before its first member. */
function tidy(text: string): string {
  return text
    .replaceAll(/^```ts\n[^`]*```$/gm, (block) => {
      const joined = block.replaceAll(/\s*\n\s*\| /g, ' | ').replaceAll(/([:=<(]|extends) \| /g, '$1 ')
      return Math.max(...joined.split('\n').map(({ length }) => length)) > 110 ? block : joined
    })
    .replaceAll(
      /^( +\\\| .*\n?)+/gm,
      (lines) =>
        `${lines
          .replace(/^ +\\\| /, '')
          .replaceAll(/\n +\\\| /g, ' \\| ')
          .trim()}\n`,
    )
    .replaceAll(' | \\| ', ' | ')
}

/** The types of zod's schemas repeat each field, over thousands of characters. */
function shortenSchemas(project: ProjectReflection): void {
  for (const variable of declarations(project, ReflectionKind.Variable)) {
    const { type } = variable
    if (!(type instanceof ReferenceType) || type.package !== 'zod') continue
    delete variable.defaultValue
    for (const argument of type.typeArguments ?? []) project.removeTypeReflections(argument)
    type.typeArguments = [new UnknownType('…')]
  }
}

/** Links the type of each event to its page. */
function linkEvents(project: ProjectReflection): void {
  for (const each of declarations(project, ReflectionKind.Interface)) {
    const type = each.children?.find(({ name }) => name === 'event_type')?.type
    if (!(type instanceof LiteralType)) continue
    each.comment?.summary.push({
      kind: 'text',
      text: `\n\nThe event [\`${type.value}\`](../docs/events.md#${type.value}).`,
    })
  }
}

/** Links the zod schema of an event, or of its details, to the type that it stands for. */
function linkSchemas(project: ProjectReflection): void {
  const types = new Map(declarations(project, ReflectionKind.Interface).map((each) => [each.name, each]))
  for (const { name, type, comment } of declarations(project, ReflectionKind.Variable)) {
    const [, first = '', rest = ''] = /^(?:strict)?(\w)(\w*)Schema$/.exec(name) ?? []
    const target = types.get(first.toUpperCase() + rest)
    if (!(type instanceof ReferenceType) || type.package !== 'zod' || !target) continue
    comment?.summary.push({ kind: 'text', text: ' The type is ' }, linkTo(target), {
      kind: 'text',
      text: '.',
    })
  }
}

/** Lists what a function throws in one place, with the classes, which TypeDoc leaves out. */
function listErrors(comment: Comment, project: ProjectReflection): void {
  const [first, ...others] = comment.blockTags.filter(({ tag }) => tag === '@throws')
  if (!first) return
  first.content = [first, ...others].flatMap(({ typeAnnotation = '', content }): CommentDisplayPart[] => {
    const name = typeAnnotation.replace(/^\{|\}$/g, '')
    const target = declarations(project, ReflectionKind.Class).find((each) => each.name === name)
    return [
      { kind: 'text', text: '\n- ' },
      ...(name ? [target ? linkTo(target) : ({ kind: 'code', text: `\`${name}\`` } as const)] : []),
      { kind: 'text', text: ' ' },
      ...content,
    ]
  })
  comment.blockTags = comment.blockTags.filter((tag) => !others.includes(tag))
}

function linkTo(target: Reflection): CommentDisplayPart {
  return { kind: 'inline-tag', tag: '@link', text: target.name, target }
}

function declarations(project: ProjectReflection, kind: ReflectionKind): DeclarationReflection[] {
  return project.getReflectionsByKind(kind).filter((each) => each instanceof DeclarationReflection)
}

function addressesOf({ renderer }: Application, project: ProjectReflection): ReadonlyMap<string, string> {
  const exported = project.children?.flatMap(({ children = [] }) => children) ?? []
  return new Map(
    exported
      .filter((each) => !each.kindOf(ReflectionKind.Reference))
      .map((each) => [each.name, `${folder}/${renderer.router?.getFullUrl(each)}`]),
  )
}
