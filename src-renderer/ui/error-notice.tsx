import { useTranslation } from 'react-i18next'
import { codeOf, Refused } from '../api.ts'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

/** The sentence for something refused or failed; the words are in errors.json. */
export function useErrorWords(): (error: unknown) => string {
  const { t } = useTranslation('errors')
  return (error) => {
    const data = error instanceof Refused ? error.data : {}
    return t(codeOf(error), { ...data, defaultValue: t('internal') })
  }
}

/** What happened, what is safe and what to do, with a way to try again. */
export function ErrorNotice({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => unknown }) {
  const { t } = useTranslation('app')
  const words = useErrorWords()
  return (
    <div className="notice bad" role="alert">
      <Icon name="warning" />
      <p>{words(error)}</p>
      {onRetry && <Button onPress={onRetry}>{t('retry')}</Button>}
    </div>
  )
}
