import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Briefing } from '../../src-shared/briefings/briefing.ts'
import { blockPlaces } from '../../src-shared/briefings/paragraphs.ts'
import { useNavigation } from './navigation.tsx'

/** How people cite a block: "¶7"; a table or list by the paragraph before it. */
export function useBlockName(briefing: Briefing): (block: string) => string {
  const { t } = useTranslation('sources')
  const places = useMemo(() => blockPlaces(briefing.content), [briefing.content])
  return (block) => {
    const place = places.get(block)
    if (!place) return t('place.unknown')
    const { kind, number } = place
    if (kind === 'paragraph') return `¶${number}`
    if (kind === 'list' || kind === 'table' || kind === 'heading' || kind === 'quotation') {
      return t(`place.${kind}`, { number })
    }
    return t('place.other', { number })
  }
}

/** A link to the passage something rests on. Nothing where the block is not given. */
export function PassageLink({ briefing, block }: { readonly briefing: Briefing; readonly block: string | undefined }) {
  const { t } = useTranslation('sources')
  const { go } = useNavigation()
  const name = useBlockName(briefing)
  if (block === undefined) return null
  return (
    <button
      type="button"
      className="jump"
      aria-label={t('place.open', { place: name(block) })}
      onClick={(event) => {
        event.stopPropagation()
        go({ screen: 'briefing', id: briefing.id, tab: 'text', at: `block/${block}` })
      }}
    >
      {name(block)}
    </button>
  )
}
