import { type AST, RegExpParser } from '@eslint-community/regexpp'

/** Breaks a pattern in every single place: narrows each choice, moves each limit, drops each anchor. */
export function patternMutants(pattern = ''): string[] {
  const root = new RegExpParser().parsePattern(pattern)
  return [...new Set(nodeMutants(root, pattern))].filter((mutant) => mutant !== pattern)
}

function nodeMutants(node: AST.Node, pattern: string): string[] {
  const replace = ({ start, end }: AST.Node, text: string) =>
    pattern.slice(0, start) + text + pattern.slice(end)
  const inside = (nodes: readonly AST.Node[]) => nodes.flatMap((each) => nodeMutants(each, pattern))
  const choices = (alternatives: readonly AST.Node[]) =>
    alternatives.length < 2
      ? []
      : alternatives.map((alternative) => {
          const others = alternatives.filter((each) => each !== alternative).map(({ raw }) => raw)
          const [first] = alternatives
          const last = alternatives.at(-1)
          return pattern.slice(0, first?.start) + others.join('|') + pattern.slice(last?.end)
        })
  switch (node.type) {
    case 'Pattern':
    case 'Group':
      return [...choices(node.alternatives), ...inside(node.alternatives)]
    case 'Alternative':
      return inside(node.elements)
    case 'Quantifier': {
      const { min, max } = node
      const shorter = max === Number.POSITIVE_INFINITY ? Math.max(min, 1) : max - 1
      const limits = [
        [min - 1, max],
        [min + 1, max],
        [min, shorter],
        [min, max + 1],
      ] as const
      const possible = limits.filter(
        ([least, most]) => least >= 0 && least <= most && (least !== min || most !== max),
      )
      return [
        ...possible.map(([least, most]) =>
          replace(node, `${node.element.raw}{${least},${most === Number.POSITIVE_INFINITY ? '' : most}}`),
        ),
        ...nodeMutants(node.element, pattern),
      ]
    }
    case 'Assertion':
      return [replace(node, '')]
    case 'Character':
      return [...(node.parent.type === 'Quantifier' ? [] : [replace(node, '')]), replace(node, '.')]
    case 'CharacterClass':
      return [
        replace(node, '.'),
        ...node.elements.map((element) => replace(element, '')),
        ...node.elements.flatMap((element) => nodeMutants(element, pattern)),
      ].filter((mutant) => !mutant.includes('[]'))
    case 'CharacterClassRange': {
      const { min, max } = node
      const range = (from: number, to: number) =>
        replace(node, `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`)
      return [
        range(min.value - 1, max.value),
        range(min.value + 1, max.value),
        range(min.value, max.value + 1),
        range(min.value, max.value - 1),
      ]
    }
    default:
      throw new Error(`no mutants of ${node.type}`)
  }
}
