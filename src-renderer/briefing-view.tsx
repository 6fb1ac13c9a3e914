import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Briefing, type ReadingLanguage, readingMinutes } from '../src-shared/briefings/briefing.ts'
import { inLanguage, type Lang, languages } from '../src-shared/languages.ts'
import { AboutTarget, useThingName } from './annotations/about-target.tsx'
import { useAnnotating } from './annotations/annotating.tsx'
import { useTargetAnnotations } from './annotations/target-annotations.tsx'
import { ask } from './api.ts'
import { BriefingNews } from './briefing-news.tsx'
import { BriefingScreen } from './briefings/briefing-screen.tsx'
import { Reader } from './briefings/reader.tsx'
import { wordsOf } from './briefings/reader-head.tsx'
import { outlineOf, ReaderOutline } from './briefings/reader-outline.tsx'
import { alignedRows } from './briefings/reader-rows.ts'
import { useReadingPosition } from './briefings/reading-position.ts'
import { ErrorNotice } from './ui/error-notice.tsx'
import { type BriefingTab, useNavigation } from './ui/navigation.tsx'
import { useSettings } from './ui/settings.tsx'
import { Skeleton } from './ui/skeleton.tsx'
import { TargetMarksProvider } from './ui/target-marks.tsx'

/** Side by side has no margin, so its annotations stand in the panel, if there is room beside the text. */
const hasRoom = (): boolean => !matchMedia('(max-width: 1100px)').matches

type OtherTabs = Readonly<Record<Exclude<BriefingTab, 'text'>, (briefing: Briefing) => ReactNode>>

interface Place {
  readonly tab: BriefingTab
  /** A target such as 'block/p3' or 'annotation/<id>'. */
  readonly at?: string | undefined
}

/** How long the text waits for its annotations, in milliseconds. */
const patience = 250

/** True once a briefing has been waited for long enough. */
function usePatience(id: string): boolean {
  const [over, setOver] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setOver(id), patience)
    return () => clearTimeout(timer)
  }, [id])
  return over === id
}

/** One briefing on screen: where its text, its annotations and its other views meet. */
export function BriefingView({
  id,
  tabs,
  onExport,
  ...place
}: Place & { readonly id: string; readonly tabs: OtherTabs; readonly onExport: (briefing: Briefing) => void }) {
  const { data, error, refetch } = useQuery(ask('briefings', 'open', { id }))
  // Asked for at once with the text: drawn together they are laid out once. The text does not wait long for them.
  const { isPending } = useQuery(ask('annotations', 'list', { briefing: id }))
  const waited = usePatience(id)
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data || (isPending && !waited)) return <Skeleton />
  // Another version is another text: nothing of the old screen may stay.
  return <Opened key={`${data.id}/${data.version}`} briefing={data} tabs={tabs} onExport={onExport} {...place} />
}

function Opened({
  briefing,
  tab,
  at,
  tabs,
  onExport,
}: Place & { readonly briefing: Briefing; readonly tabs: OtherTabs; readonly onExport: (briefing: Briefing) => void }) {
  const { id, version, content } = briefing
  const { lead } = content
  const navigation = useNavigation()
  const pane = useRef<HTMLElement>(null)
  // The place kept before this opening: what changed since then is told once.
  const [before] = useState(briefing.reading)
  const { lang: spoken } = useSettings()
  const [reading, setReading] = useState<ReadingLanguage>(
    before?.lang ?? (content.languages.includes(spoken) ? spoken : lead),
  )
  const [panelOpen, setPanelOpen] = useState(reading === 'parallel' && hasRoom())
  const rows = useMemo(() => alignedRows(content), [content])
  const shown = tab === 'text'

  const [kind, target = ''] = (at ?? '').split('/', 2)
  const atRow = useMemo(
    () =>
      kind === 'block'
        ? (rows.find(
            (row) => row.id === target || languages.some((lang) => row.cells[lang]?.some((each) => each.id === target)),
          )?.id ?? null)
        : null,
    [kind, target, rows],
  )
  const { position, goTo } = useReadingPosition({ pane, briefing, reading, shown, at: atRow })

  const title = useCallback((lang: Lang) => inLanguage(content.title, lang, lead)?.value ?? '', [content, lead])
  const needPanel = useCallback(() => setPanelOpen(true), [])
  const things = useTargetAnnotations(briefing)
  const thingName = useThingName(briefing)
  const annotating = useAnnotating({
    briefing: id,
    version,
    title,
    lead,
    rows,
    reading,
    root: pane,
    about: (annotation) => <AboutTarget briefing={briefing} annotation={annotation} />,
    aboutName: ({ target }) => thingName(target),
    shown,
    panelOpen,
    onNeedPanel: needPanel,
  })

  const { goTo: goToAnnotation, total } = annotating
  const asked = useRef<string | null>(null)
  useEffect(() => {
    if (kind !== 'annotation' || total === 0 || !shown || asked.current === target) return
    asked.current = target
    goToAnnotation(target)
  }, [kind, target, total, shown, goToAnnotation])

  const onTab = useCallback((tab: BriefingTab) => navigation.go({ screen: 'briefing', id, tab }), [navigation.go, id])
  const onReading = (next: ReadingLanguage) => {
    setReading(next)
    if (next === 'parallel' || reading === 'parallel') setPanelOpen(next === 'parallel' && hasRoom())
  }
  const lang: Lang = reading === 'parallel' ? lead : reading
  const minutes = useMemo(() => readingMinutes(wordsOf(briefing, lang), lang), [briefing, lang])
  const entries = outlineOf(rows, reading, lead, annotating.countOf)
  const here = rows.findIndex((row) => row.id === position.row)
  const passed = rows.slice(0, here + 1)
  const heading = passed.findLast((row) => entries.some((entry) => entry.row === row.id))?.id ?? ''
  const number = passed.findLast((row) => row.number !== null)?.number ?? 0

  return (
    <TargetMarksProvider marks={things.marks}>
      {things.layer}
      <BriefingScreen
        briefing={briefing}
        tab={tab}
        reading={reading}
        tabs={{
          text: (
            <Reader
              briefing={briefing}
              rows={rows}
              reading={reading}
              pane={pane}
              news={
                <BriefingNews
                  briefing={briefing}
                  readBefore={before !== null && before.version !== version ? before.version : null}
                  annotations={annotating.list}
                />
              }
              margin={annotating.margin}
              bar={annotating.bar}
              layer={annotating.layer}
              onTab={onTab}
              onRow={(row) => goTo(row, { flash: true })}
            />
          ),
          timeline: shown ? null : tabs.timeline(briefing),
          risks: shown ? null : tabs.risks(briefing),
          positions: shown ? null : tabs.positions(briefing),
          notes: shown ? null : tabs.notes(briefing),
        }}
        outline={(close) => (
          <ReaderOutline
            briefing={briefing}
            entries={entries}
            current={heading}
            onRow={(row) => {
              close()
              goTo(row)
            }}
            lost={annotating.lost}
            onTab={onTab}
            onLost={() => {
              close()
              setPanelOpen(true)
            }}
          />
        )}
        panel={annotating.panel}
        panelOpen={panelOpen}
        status={{
          progress: position.progress,
          minutes,
          paragraph: number,
          paragraphs: rows.filter((row) => row.number !== null).length,
        }}
        annotations={annotating.total}
        written={shown ? annotating.saving : things.saving}
        onTab={onTab}
        onBack={() => navigation.go({ screen: 'library' })}
        onReading={onReading}
        onPanel={setPanelOpen}
        onExport={() => onExport(briefing)}
      />
    </TargetMarksProvider>
  )
}
