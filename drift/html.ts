import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

const lineBreaks = /^(br|li|p|div|tr)$/

/** The nodes inside a node. */
export function childrenOf(node: Tree.Node): readonly Tree.Node[] {
  return 'childNodes' in node ? node.childNodes : []
}

/** The elements of a name inside a node, at any depth. */
export function elementsIn(node: Tree.Node, name: string): Tree.Node[] {
  return childrenOf(node).flatMap((child) => [
    ...(child.nodeName === name ? [child] : []),
    ...elementsIn(child, name),
  ])
}

/** The value of an attribute. */
export function attribute(node: Tree.Node, name: string): string | undefined {
  return 'attrs' in node ? node.attrs.find((each) => each.name === name)?.value : undefined
}

/** The text inside a node. Elements that start a line do so in the text, and code keeps its backticks. */
export function textOf(node: Tree.Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value
  const text = childrenOf(node).map(textOf).join('')
  if (node.nodeName === 'code' && 'parentNode' in node && node.parentNode?.nodeName !== 'pre')
    return `\`${text}\``
  return lineBreaks.test(node.nodeName) ? `\n${text}` : text
}
