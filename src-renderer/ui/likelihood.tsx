import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { likelihoodTerm } from '../../src-shared/standards/likelihood.ts'
import { useSettings } from './settings.tsx'

/** A ruler from 0 to 100 with the interval inked in. The words stand beside it, so it says nothing itself. */
export function RangeRuler({ low, high }: { readonly low: number; readonly high: number }) {
  return (
    <span className="range" style={{ '--a': `${low}%`, '--b': `${high}%` } as CSSProperties} aria-hidden="true">
      <u />
    </span>
  )
}

/** A word of likelihood, always with its range. */
export function Likelihood({
  scale,
  term,
  ruler = true,
}: {
  readonly scale: string
  readonly term: string
  readonly ruler?: boolean
}) {
  const { t } = useTranslation('sources')
  const { lang } = useSettings()
  const found = likelihoodTerm(scale, term)
  if (found === null) return <span>{t('likelihood.unknown', { term })}</span>
  return (
    <span className="likely">
      <span>
        {found.label[lang]}{' '}
        <span className="num pc">{t('likelihood.range', { low: found.low, high: found.high })}</span>
      </span>
      {ruler && <RangeRuler low={found.low} high={found.high} />}
    </span>
  )
}
