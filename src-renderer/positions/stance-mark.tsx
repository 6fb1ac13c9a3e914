import { useTranslation } from 'react-i18next'
import type { Stance } from '../../src-shared/briefings/content.ts'

const shapes: Readonly<Record<Stance, React.ReactNode>> = {
  support: <circle cx="7" cy="7" r="5.500" className="full" />,
  mixed: (
    <>
      <circle cx="7" cy="7" r="5.500" className="line" />
      <path d="M7 1.500a5.500 5.500 0 010 11z" className="full" />
    </>
  ),
  oppose: <path d="M2 2l10 10M12 2L2 12" className="cross" />,
  neutral: <circle cx="7" cy="7" r="5.500" className="line" />,
  none: <path d="M3 7h8" className="line" strokeDasharray="2 2" />,
}

/** A stance: filled, half, cross, empty circle, or a dash where nothing was found; always with its word. */
export function StanceMark({ stance }: { readonly stance: Stance }) {
  const { t } = useTranslation('positions')
  return (
    <span className={stance === 'none' ? 'pos none' : 'pos'}>
      <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        {shapes[stance]}
      </svg>
      {t(`stance.${stance}`)}
    </span>
  )
}
