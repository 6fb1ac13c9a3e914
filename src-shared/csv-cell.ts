/** Cells of every table we write: text that no spreadsheet calculates (pdf.md section 8), quoted as RFC 4180 says. */

/** What a spreadsheet would calculate, or has been kept from it already. */
const formula = /^'*\s*[=+\-@＝＋－＠]|^'*[\t\r\n\0]/u

/** The text with an apostrophe in front where a spreadsheet would take it for a formula. */
export const safeCell = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** What `safeCell` was given. */
export const bareCell = (cell: string): string => (/^'/u.test(cell) && formula.test(cell) ? cell.slice(1) : cell)

/** A cell as it stands in a file. A semicolon or a tab is quoted too: there are spreadsheets that part cells at it. */
export function csvCell(text: string): string {
  const safe = safeCell(text)
  return /[",;\t\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
