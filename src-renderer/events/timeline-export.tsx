import { useRef } from 'react'
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Calendar } from '../../src-shared/events/date-words.ts'
import { type OfferedFormat, offeredFormats } from '../../src-shared/events/timeline-file.ts'
import { api, codeOf, Refused } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { useErrorWords } from '../ui/error-notice.tsx'
import { sizeWords } from '../ui/size-words.ts'
import { useToasts } from '../ui/toasts.tsx'

const names: Readonly<Record<OfferedFormat, string>> = { svg: 'SVG', csv: 'CSV', ics: 'iCalendar' }

/** The timeline as a file: the person chooses as what, the system asks where to. */
export function TimelineExport({
  briefing,
  events,
  calendar,
}: {
  readonly briefing: string
  /** Those that are shown; null where that is all of them. */
  readonly events: readonly string[] | null
  readonly calendar: Calendar
}) {
  const { t } = useTranslation('events')
  const { show } = useToasts()
  const failureWords = useFailureWords()
  const busy = useRef(false)
  const write = async (format: OfferedFormat) => {
    if (busy.current) return
    busy.current = true
    try {
      const written = await api.events.exportChosen({ briefing, events: events && [...events], format, calendar })
      if (written === null) return
      const { count, bytes, path, left } = written
      const said = [t('export.done', { count, size: sizeWords(bytes), path })]
      if (left.length > 0) said.push(t('export.left', { count: left.length }))
      show({ text: said.join(t('export.sentence')) })
    } catch (error) {
      if (codeOf(error) !== 'cancelled') show({ text: failureWords(error) })
    } finally {
      busy.current = false
    }
  }
  const items = offeredFormats.map((format) => (
    <MenuItem key={format} id={format} textValue={`${t(`export.${format}`)} ${names[format]}`}>
      <span className="tl-export">
        <Text slot="label">
          {t(`export.${format}`)} <span lang="en">{names[format]}</span>
        </Text>
        <Text slot="description">{t(`export.what.${format}`)}</Text>
      </span>
    </MenuItem>
  ))
  return (
    <MenuTrigger>
      <Button look="quiet" icon="export" label={t('export.button')}>
        <span className="tl-export-words">{t('export.button')}</span>
      </Button>
      <Popover className="menu" placement="bottom end">
        <Menu aria-label={t('export.button')} onAction={(format) => void write(format as OfferedFormat)}>
          {events === null ? (
            items
          ) : (
            <MenuSection>
              <Header>{t('export.filtered', { count: events.length })}</Header>
              {items}
            </MenuSection>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

/** The sentence for a file that could not be written. */
function useFailureWords(): (error: unknown) => string {
  const { t } = useTranslation('events')
  const words = useErrorWords()
  return (error) => {
    const data = error instanceof Refused ? error.data : {}
    if (data.cause === 'not-a-file') return t('export.notAFile')
    const isOfDisk = data.path !== undefined || data.folder !== undefined
    return isOfDisk && codeOf(error) !== 'internal' ? t('export.write') : words(error)
  }
}
