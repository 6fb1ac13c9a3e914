import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { markingOf } from '../../src-shared/markings.ts'
import { scoreColumns } from '../../src-shared/risks/scores.ts'
import { likelihoodScales } from '../../src-shared/standards/likelihood.ts'
import { scoreScale } from '../../src-shared/standards/scores.ts'
import { DateText } from '../ui/date-text.tsx'
import { TlpBadge } from '../ui/marking-strip.tsx'
import { PassageLink } from '../ui/passage-link.tsx'
import { Said } from '../ui/said.tsx'
import { useSettings } from '../ui/settings.tsx'
import { SourceList } from '../ui/source-list.tsx'
import { notesAbout, TargetLink } from '../ui/target-link.tsx'
import { MarkButton, Marks, markable } from '../ui/target-marks.tsx'
import { HorizonBoxes } from './horizon-boxes.tsx'
import type { RiskRow } from './risk-rows.ts'
import { Vulnerable } from './risk-table.tsx'
import { ScoreCell } from './score-cell.tsx'

/** Everything the briefing says about one risk. */
export function RiskDetail({
  briefing,
  row,
  place,
  onLeave,
}: {
  readonly briefing: Briefing
  readonly row: RiskRow
  readonly place: Ref<HTMLElement>
  readonly onLeave: () => void
}) {
  const { t } = useTranslation('risks')
  const { lang } = useSettings()
  const { content } = briefing
  const { risk, code, horizons, sources } = row
  const marking = markingOf(risk.marking, content.marking)
  const notes = notesAbout(content, `risk/${risk.id}`)
  const scaleName = (id: string) => (scoreScale(id) ?? likelihoodScales[id])?.name[lang]
  return (
    <section
      className="det"
      ref={place}
      tabIndex={-1}
      {...markable(`risk/${risk.id}`)}
      aria-label={t('detail.name', { code })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onLeave()
      }}
    >
      <p className="sm q num">
        {code}　<Said text={risk.category} lead={content.lead} />
        {marking.tlp !== content.marking.tlp && <TlpBadge tlp={marking.tlp} />}
      </p>
      <h2>
        <Said text={risk.title} lead={content.lead} />
      </h2>
      <p className="mark-line">
        <MarkButton on={`risk/${risk.id}`} />
        <Marks on={`risk/${risk.id}`} />
      </p>
      {risk.body && (
        <p className="why">
          <Said text={risk.body} lead={content.lead} />
        </p>
      )}
      <dl>
        {scoreColumns(content).map((name) => {
          const scale = risk.scores[name]?.scale
          return (
            <div key={name}>
              <dt>{t(`column.${name}`)}</dt>
              <dd>
                <ScoreCell content={content} risk={risk} name={name} wide />
                {scale && <span className="qq xs scale">{scaleName(scale)}</span>}
                <Marks on={`cell/${risk.id}/${name}`} />
              </dd>
            </div>
          )
        })}
        {risk.importanceRank !== undefined && (
          <div>
            <dt>{t('column.rank')}</dt>
            <dd className="num">{t('detail.rank', { rank: risk.importanceRank, all: content.risks.length })}</dd>
          </div>
        )}
        {content.risks.some((each) => each.vulnerability) && (
          <div>
            <dt>{t('column.vulnerability')}</dt>
            <dd>{risk.vulnerability ? <Vulnerable /> : <span className="qq">{t('detail.notVulnerable')}</span>}</dd>
          </div>
        )}
        <div>
          <dt>{t('column.horizon')}</dt>
          <dd>
            <HorizonBoxes horizons={horizons} period={risk.horizon} />
          </dd>
        </div>
        {risk.owner && (
          <div>
            <dt>{t('detail.owner')}</dt>
            <dd>{risk.owner}</dd>
          </div>
        )}
        {risk.treatment && (
          <div>
            <dt>{t('detail.treatment')}</dt>
            <dd>{risk.treatment}</dd>
          </div>
        )}
        {risk.reviewBy && (
          <div>
            <dt>{t('detail.reviewBy')}</dt>
            <dd>
              <DateText when={risk.reviewBy} />
            </dd>
          </div>
        )}
        {risk.block && (
          <div>
            <dt>{t('detail.passage')}</dt>
            <dd>
              <PassageLink briefing={briefing} block={risk.block} />
            </dd>
          </div>
        )}
        {notes.length > 0 && (
          <div>
            <dt>{t('detail.notes')}</dt>
            <dd>
              {notes.map((note) => (
                <TargetLink key={note.id} briefing={briefing} target={`note/${note.id}`} />
              ))}
            </dd>
          </div>
        )}
      </dl>
      <h3>{t('detail.sources')}</h3>
      <SourceList sources={sources} />
    </section>
  )
}
