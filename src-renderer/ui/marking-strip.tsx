import { useTranslation } from 'react-i18next'
import type { Marking, Tlp } from '../../src-shared/markings.ts'

const shades: Readonly<Record<Tlp, string>> = { CLEAR: '', GREEN: 'g', AMBER: 'a', 'AMBER+STRICT': 'a', RED: 'r' }

/** The TLP label in the standard's own colours on black, in both themes; never translated. */
export function TlpBadge({ tlp }: { readonly tlp: Tlp }) {
  return (
    <span className={`tlp ${shades[tlp]}`.trim()} lang="en">
      TLP:{tlp}
    </span>
  )
}

/** The black strip on top of every reading screen: who may see this. */
export function MarkingStrip({ marking }: { readonly marking: Marking }) {
  const { t } = useTranslation('app')
  return (
    <section className="strip" aria-label={t('marking.strip')}>
      <TlpBadge tlp={marking.tlp} />
      <span>{t('marking.secrecyIs', { secrecy: t(`marking.secrecy.${marking.secrecy}`) })}</span>
      <span className="hide-m">{t(`marking.audience.${marking.tlp}`)}</span>
    </section>
  )
}
