import { useState } from 'react'
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../src-shared/briefings/content.ts'
import { credibilityWords, gradeOf, reliabilityWords } from '../../src-shared/standards/admiralty.ts'
import { useSettings } from './settings.tsx'

/** The grade of a source such as B2; its meaning shows on hover and on focus. Nothing where there is no grade. */
export function GradeChip({ source }: { readonly source: Pick<Source, 'reliability' | 'credibility'> }) {
  const { t } = useTranslation('app')
  const { lang } = useSettings()
  const [open, setOpen] = useState(false)
  const grade = gradeOf(source)
  if (grade === null) return null
  const { reliability, credibility } = source
  const meaning = t('grade.meaning', {
    reliability: reliability ? reliabilityWords[reliability][lang] : t('grade.none'),
    credibility: credibility ? credibilityWords[credibility][lang] : t('grade.none'),
  })
  return (
    <TooltipTrigger delay={150} closeDelay={0} isOpen={open} onOpenChange={setOpen} shouldCloseOnPress={false}>
      <Button className="grade" aria-label={t('grade.name', { grade, meaning })} onPress={() => setOpen(true)}>
        {grade}
      </Button>
      <Tooltip className="tip" offset={6}>
        {meaning}
      </Tooltip>
    </TooltipTrigger>
  )
}
