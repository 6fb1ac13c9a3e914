/**
 * The canonical JSON of a value: keys sorted by UTF-16 code units, no spaces, strings NFC, what is undefined left out.
 * The same value gives the same bytes on every machine, so it is what hashes are taken over. Throws where JSON has no form.
 */
export function canonicalJson(value: unknown): string {
  const json = form(value)
  if (json === undefined) throw new TypeError('no canonical form')
  return json
}

function form(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && isPlain(value)) {
    const entries = Object.entries(value).map(([key, each]) => [key.normalize('NFC'), form(each)] as const)
    const kept = entries.filter(([, each]) => each !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    if (kept.some(([key], at) => key === kept[at - 1]?.[0])) throw new TypeError('two keys are one in NFC')
    return `{${kept.map(([key, each]) => `${quoted(key)}:${each}`).join(',')}}`
  }
  throw new TypeError(`no canonical form for ${typeof value}`)
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form')
  return JSON.stringify(text.normalize('NFC'))
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
