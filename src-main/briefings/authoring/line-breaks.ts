const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\u30fb\u30fc\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]$/u
// Signs that both scripts use; beside a wide one they are wide.
const shared = /^[‘’“”…—·]$/u

/** What stands for a line break between these two signs: nothing between Han or full-width signs, else one space. */
export function lineBreak(before: string, after: string): '' | ' ' {
  const together =
    (wide.test(before) && (wide.test(after) || shared.test(after))) || (shared.test(before) && wide.test(after))
  return together ? '' : ' '
}

/** The last sign of a text, whole even outside the first plane. */
export function lastSign(text: string): string {
  const last = text.slice(-1)
  return last >= '\udc00' && last <= '\udfff' ? text.slice(-2) : last
}

/** Lines joined to one by `lineBreak`; empty lines disappear. */
export function joinLines(text: string): string {
  let joined = ''
  for (const line of text.split('\n')) {
    const words = line.trim()
    if (words === '') continue
    const [first = ''] = words
    joined += joined === '' ? words : lineBreak(lastSign(joined), first) + words
  }
  return joined
}

/** Paragraphs parted by empty lines, each joined to one line, one LF between them. */
export function joinParagraphs(text: string): string {
  return text
    .split(/\n[ \t]*\n/u)
    .map(joinLines)
    .filter((each) => each !== '')
    .join('\n')
}
