import type { Lang } from '../../src-shared/languages.ts'

/** Words, where they stand and in which briefing, as one line to paste: 「…」（標題，第 3 段） */
export function quotation(words: string, lang: Lang, title: string, paragraph: number | null): string {
  const text = words.replaceAll(/\s*\n\s*/gu, ' ').trim()
  if (lang === 'en') return `“${text}” (${title}${paragraph === null ? '' : `, ¶${paragraph}`})`
  return `「${text.replaceAll('「', '『').replaceAll('」', '』')}」（${title}${paragraph === null ? '' : `，¶${paragraph}`}）`
}

/** Puts text on the clipboard within a key press or click; needs no permission. */
export function copyText(text: string): void {
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener('copy', give, { capture: true, once: true })
  document.execCommand('copy')
  document.removeEventListener('copy', give, { capture: true })
}
