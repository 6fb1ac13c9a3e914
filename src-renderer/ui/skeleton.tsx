import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Grey lines where rows will be. Under a second nothing shows, so that quick work does not flicker. */
export function Skeleton({ rows = 4, after = 400 }: { readonly rows?: number; readonly after?: number }) {
  const { t } = useTranslation('app')
  const [late, setLate] = useState(after === 0)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), after)
    return () => clearTimeout(timer)
  }, [after])
  return (
    <div className="skeleton" role="status" aria-busy="true">
      <span className="vh">{t('loading')}</span>
      {late &&
        Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
          <div key={row} aria-hidden="true">
            <i />
            <i />
            <i />
          </div>
        ))}
    </div>
  )
}
