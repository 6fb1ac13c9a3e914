/** True for an EDTF date or interval of level 0 or 1 (ISO 8601-2), without times of day. */
export function isEdtf(text: string): boolean {
  const parts = text.split('/')
  if (parts.length === 1) return isDate(text)
  const [from = '', to = ''] = parts
  if (parts.length !== 2 || (isOpen(from) && isOpen(to))) return false
  if (!((isOpen(from) || isDate(from)) && (isOpen(to) || isDate(to)))) return false
  return isOpen(from) || isOpen(to) || plain(from) <= plain(to).padEnd(10, '~')
}

/** True for an interval, and for a year, which is one too. */
export function isEdtfSpan(text: string): boolean {
  return isEdtf(text) && (text.includes('/') || /^\d{4}[?~%]?$/u.test(text))
}

function isOpen(text: string): boolean {
  return text === '..' || text === ''
}

function plain(text: string): string {
  return text.replace(/[?~%]/gu, '')
}

function isDate(text: string): boolean {
  const found = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?$/u.exec(text)
  if (found === null) return false
  const [, year = '', month, day] = found
  if (month === undefined) return true
  if (year.includes('X') || (month === 'XX' && day !== undefined && day !== 'XX')) return false
  if (month === 'XX') return true
  const number = Number(month)
  if (number >= 21 && number <= 24) return day === undefined
  if (number < 1 || number > 12) return false
  if (day === undefined || day === 'XX') return true
  const days = new Date(Date.UTC(2000 + (Number(year) % 400), number, 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= days
}
