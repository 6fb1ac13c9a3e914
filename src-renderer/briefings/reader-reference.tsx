import { useRef } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Ref } from '../../src-shared/briefings/content.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { credibilityWords, gradeOf, reliabilityWords } from '../../src-shared/standards/admiralty.ts'
import { useReader } from './reader-context.ts'

export interface OpenReference {
  readonly mark: HTMLElement
  readonly ref: Ref
  readonly lang: Lang
}

/** The words of a source or a footnote beside its mark. Esc gives the focus back to the mark. */
export function ReferencePopover({
  open,
  onClose,
  onFootnote,
}: {
  readonly open: OpenReference
  readonly onClose: () => void
  readonly onFootnote: (label: string, lang: Lang) => void
}) {
  const { t } = useTranslation('reader')
  const mark = useRef<HTMLElement>(open.mark)
  mark.current = open.mark
  const { ref, lang } = open
  return (
    <Popover
      className="reference"
      triggerRef={mark}
      isOpen
      onOpenChange={(is) => !is && onClose()}
      placement="bottom start"
    >
      <Dialog aria-label={t(ref.type === 'source' ? 'ref.sourceLabel' : 'ref.footnoteLabel')}>
        {ref.type === 'source' ? (
          <SourceWords id={ref.source} locator={ref.locator} />
        ) : (
          <FootnoteWords label={ref.footnote} lang={lang} onGo={() => onFootnote(ref.footnote, lang)} />
        )}
      </Dialog>
    </Popover>
  )
}

function SourceWords({ id, locator }: { readonly id: string; readonly locator: string | undefined }) {
  const { t, i18n } = useTranslation('reader')
  const { content, openLink } = useReader()
  const source = content.sources.find((each) => each.id === id)
  const words: Lang = i18n.language === 'en' ? 'en' : 'zh-TW'
  if (!source) return <p>{t('ref.unknown', { id })}</p>
  const { reliability, credibility, url } = source
  const grade = gradeOf(source)
  return (
    <>
      <p lang={source.lang}>{source.citation}</p>
      {locator && <p className="q">{t('ref.page', { page: locator })}</p>}
      <dl>
        <div>
          <dt>{t('ref.grade')}</dt>
          <dd>{grade ? <span className="grade">{grade}</span> : t('ref.noGrade')}</dd>
        </div>
        {reliability && (
          <div>
            <dt>{t('ref.reliability')}</dt>
            <dd>{reliabilityWords[reliability][words]}</dd>
          </div>
        )}
        {credibility && (
          <div>
            <dt>{t('ref.credibility')}</dt>
            <dd>{credibilityWords[credibility][words]}</dd>
          </div>
        )}
      </dl>
      {url && (
        <button type="button" className="lk" title={url} onClick={() => openLink(url)}>
          {t('ref.open')}
        </button>
      )}
    </>
  )
}

function FootnoteWords({
  label,
  lang,
  onGo,
}: {
  readonly label: string
  readonly lang: Lang
  readonly onGo: () => void
}) {
  const { t } = useTranslation('reader')
  const { content } = useReader()
  const note = content.editions[lang]?.blocks.find((block) => block.kind === 'footnote' && block.label === label)
  return (
    <>
      <p lang={lang}>{note?.text ?? t('ref.unknown', { id: label })}</p>
      {note && (
        <button type="button" className="lk" onClick={onGo}>
          {t('ref.goFootnote')}
        </button>
      )}
    </>
  )
}
