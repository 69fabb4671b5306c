// Python 3.11 reads no longer whole number unless told to (sys.set_int_max_str_digits).
const mostDigits = 4300

/** A whole number of a JSON text as Python's `int` writes it; undefined where Python refuses it. */
export function pythonInteger(text: string): string | undefined {
  if (text === '-0') return '0'
  const digits = text.startsWith('-') ? text.length - 1 : text.length
  return digits > mostDigits ? undefined : text
}

/** A number of a JSON text with a fraction or an exponent as the `repr` of Python's `float` writes it. */
export function pythonFloat(text: string): string {
  const value = Number(text)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  if (!Number.isFinite(value)) return String(value)
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power < -4 || power >= 16) {
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  }
  // Within these bounds JavaScript uses no exponent either.
  return Number.isInteger(value) ? `${value}.0` : String(value)
}
