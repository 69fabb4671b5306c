/**
 * Returns the element with an id.
 *
 * @throws {Error} if the page has no such element, or it is of another class.
 */
export function requiredElement<Class extends HTMLElement>(id: string, type: new () => Class): Class {
  const found = document.getElementById(id)
  if (found instanceof type) return found
  throw new Error(`#${id}: expected an element of the class ${type.name}`)
}
