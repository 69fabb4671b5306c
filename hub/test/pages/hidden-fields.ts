/** Returns the hidden fields of the form with this action. */
export function hiddenFields(html: string, action: string): [name: string, value: string][] {
  const [, form = ''] = new RegExp(`<form[^>]* action="${action}"[^>]*>(.*?)</form>`, 's').exec(html) ?? []
  const fields = form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)
  return [...fields].map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')])
}
