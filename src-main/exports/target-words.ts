import type { NoteItem } from '../../src-shared/exports/brief.ts'
import { filled } from '../../src-shared/exports/paper-labels.ts'
import type { Desk } from './desk.ts'

/** Names a target (`block/p3`, `event/e05`, `briefing`) as it is found on this paper, with a link where it is printed. */
export function targetWords(target: string, desk: Desk): NoteItem {
  const { labels, briefing, annexes } = desk
  const { content } = briefing
  const words = labels.targets
  if (target === 'briefing') return { text: words.briefing, to: null }
  const slash = target.indexOf('/')
  const kind = target.slice(0, slash)
  const id = target.slice(slash + 1)
  const missing = { text: filled(words.missing, { id: target }), to: null }
  const to = (printed: boolean) => (printed ? desk.anchor(target) : null)
  switch (kind) {
    case 'block': {
      const block = desk.edition.value.blocks.find((each) => each.id === id)
      if (block === undefined) return missing
      const number = desk.placeOf(id)?.number ?? 0
      const { kind } = block
      // Places are named as on screen, so that what is said on paper can be found there.
      if (kind === 'paragraph') return { text: filled(words.block, { number }), to: to(true) }
      if (kind === 'list' || kind === 'table' || kind === 'quotation' || kind === 'heading') {
        return { text: filled(words[kind], { number }), to: to(true) }
      }
      if (block.kind === 'view') {
        const annex = annexes.get(block.view)
        if (annex === undefined) return missing
        return { text: filled(labels.annex, annex), to: desk.anchor(`section/${block.view}`) }
      }
      // A footnote has no place of its own to jump to.
      return { text: filled(words.other, { number }), to: null }
    }
    case 'event': {
      const index = desk.events.findIndex((each) => each.id === id)
      return index < 0 ? missing : { text: filled(words.event, { number: index + 1 }), to: to(annexes.has('timeline')) }
    }
    case 'risk': {
      const risk = content.risks.find((each) => each.id === id)
      if (risk === undefined) return missing
      return { text: filled(words.risk, { code: desk.riskCode(id) }), to: to(annexes.has('risks')) }
    }
    case 'position': {
      const position = content.positions.find((each) => each.id === id)
      if (position === undefined) return missing
      const title = `${desk.words(position.actor).text}${labels.join}${desk.words(position.issue).text}`
      return { text: filled(words.position, { title }), to: to(annexes.has('positions')) }
    }
    case 'note': {
      const note = content.notes.find((each) => each.id === id)
      return note
        ? { text: filled(words.note, { title: desk.words(note.title).text }), to: to(annexes.has('notes')) }
        : missing
    }
    case 'source': {
      const number = desk.sourceNumber(id)
      return number === null ? missing : { text: filled(words.source, { number }), to: to(true) }
    }
    default:
      return missing
  }
}
