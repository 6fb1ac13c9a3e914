import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Content } from '../../src-shared/briefings/content.ts'
import { type Matrix, riskMatrix, type Step } from '../../src-shared/risks/matrix.ts'
import { scoreColumns } from '../../src-shared/risks/scores.ts'
import { likelihoodTerm } from '../../src-shared/standards/likelihood.ts'
import { useGridKeys } from '../ui/grid-keys.ts'
import { useSettings } from '../ui/settings.tsx'

/** Severity by likelihood with the codes in the cells; where no risk has both, what the source does publish. */
export function RiskMatrix({
  content,
  codes,
  selected,
  onSelect,
}: {
  readonly content: Content
  readonly codes: ReadonlyMap<string, string>
  readonly selected: string | null
  readonly onSelect: (id: string) => void
}) {
  const { t } = useTranslation('risks')
  const matrix = riskMatrix(content)
  if (matrix === null) return <NoMatrix content={content} />
  return (
    <section aria-labelledby="matrix-head">
      <h2 id="matrix-head">{t('matrix.title')}</h2>
      <p className="ax-y">{t('matrix.severity')}</p>
      <MatrixTable matrix={matrix} codes={codes} selected={selected} onSelect={onSelect} />
      <p className="ax-x">{t('matrix.likelihood')}</p>
      {matrix.left.length > 0 && (
        <p className="ft">
          {t('matrix.left', {
            count: matrix.left.length,
            codes: matrix.left.map((id) => codes.get(id)).join(' '),
          })}
        </p>
      )}
    </section>
  )
}

function MatrixTable({
  matrix,
  codes,
  selected,
  onSelect,
}: {
  readonly matrix: Matrix
  readonly codes: ReadonlyMap<string, string>
  readonly selected: string | null
  readonly onSelect: (id: string) => void
}) {
  const { t } = useTranslation('risks')
  const { lang } = useSettings()
  const table = useRef<HTMLTableElement>(null)
  const onKeyDown = useGridKeys(table)
  const word = (step: Step) =>
    step.kind === 'number' ? String(step.value) : (likelihoodTerm(step.scale, step.term)?.label[lang] ?? step.term)
  const short = (step: Step) => {
    const term = step.kind === 'term' ? likelihoodTerm(step.scale, step.term) : null
    return term ? `${term.low}–${term.high}` : word(step)
  }
  return (
    <table className="mx" ref={table} onKeyDown={onKeyDown}>
      <caption className="vh">{t('matrix.caption')}</caption>
      <tbody>
        {matrix.rows.map((row, y) => (
          <tr key={word(row)} data-row>
            <th scope="row">{word(row)}</th>
            {matrix.columns.map((column, x) => {
              const ids = matrix.cells[y]?.[x] ?? []
              return (
                <td key={word(column)}>
                  {ids.length > 0 && (
                    <span className="vh">{t('matrix.cell', { severity: word(row), likelihood: word(column) })}</span>
                  )}
                  {ids.map((id) => (
                    <button
                      key={id}
                      type="button"
                      data-cell
                      data-stop={id === selected}
                      aria-pressed={id === selected}
                      onClick={() => onSelect(id)}
                    >
                      {codes.get(id)}
                    </button>
                  ))}
                </td>
              )
            })}
          </tr>
        ))}
        <tr>
          <td />
          {matrix.columns.map((column) => (
            <th key={word(column)} scope="col" title={word(column)}>
              <span aria-hidden="true">{short(column)}</span>
              <span className="vh">{word(column)}</span>
            </th>
          ))}
        </tr>
      </tbody>
    </table>
  )
}

/** What there is instead of a matrix, counted, so that nobody takes a blank for a zero. */
function NoMatrix({ content }: { readonly content: Content }) {
  const { t } = useTranslation('risks')
  const { risks } = content
  const facts = [
    ...scoreColumns(content).map((name) => ({
      key: name,
      name: t(`column.${name}`),
      count: risks.filter((risk) => risk.scores[name] !== undefined).length,
    })),
    { key: 'rank', name: t('column.rank'), count: risks.filter((risk) => risk.importanceRank !== undefined).length },
    { key: 'vulnerability', name: t('column.vulnerability'), count: risks.filter((risk) => risk.vulnerability).length },
    { key: 'horizon', name: t('column.horizon'), count: risks.filter((risk) => risk.horizon !== undefined).length },
  ]
  return (
    <section className="no-mx" aria-labelledby="matrix-head">
      <h2 id="matrix-head">{t('matrix.noneTitle')}</h2>
      <p>{t('matrix.none')}</p>
      <dl>
        {facts.map(({ key, name, count }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd className="num">{t('matrix.of', { count, all: risks.length })}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
