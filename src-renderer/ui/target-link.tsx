import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Content, Note } from '../../src-shared/briefings/content.ts'
import { riskCodes } from '../../src-shared/risks/codes.ts'
import { type BriefingTab, useNavigation } from './navigation.tsx'
import { useBlockName } from './passage-link.tsx'
import { useSaid } from './said.tsx'

const tabs: Readonly<Record<string, BriefingTab>> = {
  block: 'text',
  event: 'timeline',
  risk: 'risks',
  position: 'positions',
  source: 'notes',
  note: 'notes',
}

/** What a target such as 'event/e05' is called and where it is read; null for what the briefing does not have. */
export function useTarget(
  briefing: Briefing,
): (target: string) => { readonly name: string; readonly tab: BriefingTab } | null {
  const { t } = useTranslation('sources')
  const { content } = briefing
  const said = useSaid(content.lead)
  const blockName = useBlockName(briefing)
  const codes = useMemo(() => riskCodes(content), [content])
  return (target) => {
    const [kind = '', id = ''] = target.split('/', 2)
    if (kind === 'briefing') return { name: t('target.briefing'), tab: 'text' }
    const tab = tabs[kind]
    const name = nameOf(kind, id)
    return tab === undefined || name === null ? null : { name, tab }
  }

  function nameOf(kind: string, id: string): string | null {
    switch (kind) {
      case 'block':
        return blockName(id)
      case 'event': {
        const event = find(content.events, id)
        return event && t('target.event', { title: said(event.title) })
      }
      case 'risk': {
        const risk = find(content.risks, id)
        return risk && t('target.risk', { code: codes.get(id), title: said(risk.title) })
      }
      case 'position': {
        const position = find(content.positions, id)
        return position && t('target.position', { actor: said(position.actor), issue: said(position.issue) })
      }
      case 'note': {
        const note = find(content.notes, id)
        return note && t('target.note', { title: said(note.title) })
      }
      case 'source': {
        const source = find(content.sources, id)
        return source && t('target.source', { citation: source.citation })
      }
      default:
        return null
    }
  }
}

function find<T extends { readonly id: string }>(all: readonly T[], id: string): T | null {
  return all.find((each) => each.id === id) ?? null
}

/** A chip that jumps to a passage, an event, a risk, a position, a note or a source. */
export function TargetLink({ briefing, target }: { readonly briefing: Briefing; readonly target: string }) {
  const { t } = useTranslation('sources')
  const { go } = useNavigation()
  const found = useTarget(briefing)(target)
  if (found === null) return <span className="qq">{t('target.missing', { target })}</span>
  const at = target === 'briefing' ? {} : { at: target }
  return (
    <button
      type="button"
      className="jump"
      onClick={(event) => {
        event.stopPropagation()
        go({ screen: 'briefing', id: briefing.id, tab: found.tab, ...at })
      }}
    >
      {found.name}
    </button>
  )
}

/** The publisher's notes that speak of something or rest on it. */
export function notesAbout(content: Pick<Content, 'notes'>, target: string): readonly Note[] {
  return content.notes.filter((note) => note.on.includes(target) || note.evidence.includes(target))
}
