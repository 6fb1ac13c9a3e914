import type { Report } from './report.ts'

// A parser of Markdown takes the square of some of these; nobody writes so much, and an attacker may.
const most = { depth: 20, part: 50_000, emphasis: 10_000, definitions: 2000 }

const marker = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/uy

/** True if the Markdown can be parsed in a reasonable time; what stands in the way is told. */
export function isWithinReason(file: string, markdown: string, report: Report): boolean {
  let isFine = true
  const refuse = (line: number, what: string) => {
    report.problem({ file, line }, 'markdown-refused', { what })
    isFine = false
  }
  let part = { line: 1, length: 0, emphasis: 0 }
  let definitions = 0
  markdown.split('\n').forEach((text, index) => {
    const line = index + 1
    if (depthOf(text) > most.depth) refuse(line, 'nesting')
    if (/^[ \t>]*\[[^\]]*\]:/u.test(text)) definitions += 1
    if (definitions === most.definitions + 1) refuse(line, 'definitions')
    if (text.trim() === '') part = { line: line + 1, length: 0, emphasis: 0 }
    const before = part
    part = { ...part, length: part.length + text.length, emphasis: part.emphasis + countEmphasis(text) }
    if (before.length <= most.part && part.length > most.part) refuse(part.line, 'length')
    if (before.emphasis <= most.emphasis && part.emphasis > most.emphasis) refuse(part.line, 'emphasis')
  })
  return isFine
}

function depthOf(line: string): number {
  let depth = 0
  marker.lastIndex = 0
  while (depth <= most.depth && marker.test(line)) depth += 1
  return depth
}

function countEmphasis(line: string): number {
  let count = 0
  for (const sign of line) if (sign === '*' || sign === '_') count += 1
  return count
}
