import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import type { Content, Note } from '../../src-shared/briefings/content.ts'
import { inLanguage, type Lang, type Localized } from '../../src-shared/languages.ts'
import { likelihoodScales } from '../../src-shared/standards/likelihood.ts'
import { RangeRuler } from '../ui/likelihood.tsx'
import { PassageLink } from '../ui/passage-link.tsx'
import { useSettings } from '../ui/settings.tsx'
import { SourceEntry } from '../ui/source-list.tsx'
import { TargetLink } from '../ui/target-link.tsx'

/** What the selected note rests on, what it takes for granted, and what would change it. */
export function NoteSide({ briefing, note }: { readonly briefing: Briefing; readonly note: Note }) {
  const { t } = useTranslation('notes')
  const { content } = briefing
  return (
    <>
      <section aria-labelledby="evidence-head">
        <h2 id="evidence-head">{t('evidence.title')}</h2>
        {note.evidence.length === 0 && <p className="qq sm">{t('evidence.none')}</p>}
        <ul className="ev">
          {note.evidence.map((target) => (
            <li key={target}>
              <Evidence briefing={briefing} target={target} />
            </li>
          ))}
        </ul>
      </section>
      <Lines head={t('assumptions')} lines={note.assumptions} lead={content.lead} />
      <Lines head={t('indicators')} lines={note.indicators} lead={content.lead} />
    </>
  )
}

/** In Chinese signs; Latin letters take about half the room. */
const longestQuote = 80

/** A passage is quoted from its start, a source named with the meaning of its grade; anything else is a link. */
function Evidence({ briefing, target }: { readonly briefing: Briefing; readonly target: string }) {
  const { lang } = useSettings()
  const { content } = briefing
  const [kind, id = ''] = target.split('/', 2)
  const source = kind === 'source' ? content.sources.find((each) => each.id === id) : undefined
  if (source) return <SourceEntry source={source} />
  if (kind !== 'block') return <TargetLink briefing={briefing} target={target} />
  const block = blockIn(content, id, lang)
  const text = block?.text.replaceAll(/\s+/gu, ' ') ?? ''
  const most = block?.lang === 'en' ? longestQuote * 2 : longestQuote
  return (
    <>
      {block && <q lang={block.lang}>{cutText(text, most)}</q>}
      <PassageLink briefing={briefing} block={id} />
    </>
  )
}

/** The beginning of a text; a word or a number is never cut in the middle. */
function cutText(text: string, most: number): string {
  const signs = [...text]
  if (signs.length <= most) return text
  const wordSign = /[\p{Script=Latin}\p{Nd}.,:–-]/u
  let end = most
  while (end > most / 2 && wordSign.test(signs[end - 1] ?? '') && wordSign.test(signs[end] ?? '')) end -= 1
  return `${signs.slice(0, end).join('').trimEnd()}…`
}

function blockIn(content: Content, id: string, lang: Lang) {
  const found: Localized<{ readonly text: string; readonly lang: Lang }> = Object.fromEntries(
    content.languages.flatMap((each) => {
      const block = content.editions[each]?.blocks.find((block) => block.id === id)
      return block ? [[each, { text: block.text, lang: each }]] : []
    }),
  )
  return inLanguage(found, lang, content.lead)?.value ?? null
}

function Lines({
  head,
  lines,
  lead,
}: {
  readonly head: string
  readonly lines: Localized<readonly string[]>
  readonly lead: Lang
}) {
  const { t } = useTranslation('sources')
  const { lang } = useSettings()
  const shown = inLanguage(lines, lang, lead)
  if (shown === null || shown.value.length === 0) return null
  return (
    <section>
      <h2>
        {head}
        {shown.lang !== lang && <span className="orig">{t(`original.${shown.lang}`)}</span>}
      </h2>
      <ul className="ev" lang={shown.lang}>
        {shown.value.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

/** The scales of likelihood the notes use, with all their words, and what standing the words have. */
export function ScaleLegend({ content, term }: { readonly content: Content; readonly term: string | null }) {
  const { t } = useTranslation(['notes', 'sources'])
  const { lang } = useSettings()
  const used = new Set(content.notes.flatMap((note) => note.likelihood?.scale ?? []))
  return [...used].map((id) => {
    const scale = likelihoodScales[id]
    if (!scale) return null
    return (
      <section key={id} aria-labelledby={`scale-${id}`}>
        <h2 id={`scale-${id}`}>{scale.name[lang]}</h2>
        <div className="leg">
          {scale.terms.map(({ key, label, low, high }) => (
            <Fragment key={key}>
              <span className={key === term ? 'on' : undefined}>{label[lang]}</span>
              <RangeRuler low={low} high={high} />
              <span className="num tn q">{t('sources:likelihood.range', { low, high })}</span>
            </Fragment>
          ))}
        </div>
        <p className="ft">
          {scale.remark[lang]}
          {t('stop')} <span lang="en">{scale.source}</span>
        </p>
        <p className="ft">{t('apart')}</p>
      </section>
    )
  })
}
