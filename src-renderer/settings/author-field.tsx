import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Line } from './line.tsx'

/** The name printed on exported papers; kept a moment after the last key, so that no half of a composition is. */
export function AuthorField({
  author,
  onAuthor,
}: {
  readonly author: string
  readonly onAuthor: (author: string) => void
}) {
  const { t } = useTranslation('settings')
  const id = useId()
  const [text, setText] = useState(author)
  const [composing, setComposing] = useState(false)
  useEffect(() => {
    if (composing || text === author) return
    const timer = setTimeout(() => onAuthor(text), 300)
    return () => clearTimeout(timer)
  }, [text, author, composing, onAuthor])
  return (
    <Line label={<label htmlFor={id}>{t('author.name')}</label>}>
      <span className="field">
        <input
          id={id}
          type="text"
          value={text}
          maxLength={200}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          onChange={(event) => setText(event.target.value)}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onBlur={() => {
            if (text !== author) onAuthor(text)
          }}
        />
      </span>
      <span className="hint" id={`${id}-hint`}>
        {t('author.hint')}
      </span>
    </Line>
  )
}
