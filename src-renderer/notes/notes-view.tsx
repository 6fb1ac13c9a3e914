import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { Empty } from '../ui/empty.tsx'
import { focusIsLost } from '../ui/focus.ts'
import { useGridKeys } from '../ui/grid-keys.ts'
import { useKept } from '../ui/kept.ts'
import { useNavigation } from '../ui/navigation.tsx'
import { NoteCard } from './note-card.tsx'
import { reviewOf } from './note-review.ts'
import { NoteSide, ScaleLegend } from './note-side.tsx'
import { SourceRegister } from './source-register.tsx'
import './notes.css'

/** The publisher's analyst notes, what each rests on, and the register of sources. */
export function NotesView({ briefing, now }: { readonly briefing: Briefing; readonly now?: number }) {
  const { t } = useTranslation('notes')
  const { notes, sources } = briefing.content
  if (notes.length === 0 && sources.length === 0) return <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
  return <Notes briefing={briefing} now={now ?? Date.now()} />
}

function Notes({ briefing, now }: { readonly briefing: Briefing; readonly now: number }) {
  const { content, id } = briefing
  const { notes } = content
  const { t } = useTranslation('notes')
  const { view } = useNavigation()
  const [today] = useState(now)
  const [selected, setSelected] = useKept<string | null>(`${id}/${briefing.version}/note`, () => notes[0]?.id ?? null)
  const [source, setSource] = useState<string | null>(null)
  const main = useRef<HTMLDivElement>(null)
  const onKeyDown = useGridKeys(main)

  const reveal = useCallback((selector: string, focus: string) => {
    requestAnimationFrame(() => {
      const place = main.current?.querySelector<HTMLElement>(selector)
      place?.scrollIntoView?.({ block: 'center' })
      const target = focus === '' ? place : place?.querySelector<HTMLElement>(focus)
      target?.focus({ preventScroll: true })
    })
  }, [])
  const at = view.screen === 'briefing' && view.id === id ? view.at : undefined
  useEffect(() => {
    const [kind, target = ''] = (at ?? '').split('/', 2)
    if (kind === 'note') {
      setSelected(target)
      reveal(`[data-note="${CSS.escape(target)}"]`, '[data-cell]')
    } else if (kind === 'source') {
      setSource(target)
      reveal(`[data-source="${CSS.escape(target)}"]`, '')
    }
  }, [at, reveal, setSelected])

  // Coming back from a passage, the focus is at the note again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what was kept
  useEffect(() => {
    if (selected !== null && at === undefined && focusIsLost()) {
      reveal(`[data-note="${CSS.escape(selected)}"]`, '[data-cell]')
    }
  }, [])

  const note = notes.find((each) => each.id === selected)
  const overdue = notes.filter((each) => reviewOf(each.reviewBy, today)?.state === 'overdue').length
  return (
    <div className="nt">
      <div className="js scroll" ref={main} role="group" aria-label={t('name')} onKeyDown={onKeyDown}>
        <p className="sm qq nt-sum">
          {t('summary', { count: notes.length })}
          {overdue > 0 && <span className="changed">{t('overdue', { count: overdue })}</span>}
        </p>
        {notes.map((each) => (
          <div key={each.id} data-row>
            <NoteCard
              briefing={briefing}
              note={each}
              current={each.id === selected}
              now={today}
              onSelect={() => setSelected(each.id)}
            />
          </div>
        ))}
        <SourceRegister content={content} at={source} />
      </div>
      <aside className="pn scroll" aria-label={t('side')}>
        {note && <NoteSide briefing={briefing} note={note} />}
        <ScaleLegend content={content} term={note?.likelihood?.term ?? null} />
      </aside>
    </div>
  )
}
