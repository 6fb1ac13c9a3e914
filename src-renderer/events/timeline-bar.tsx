import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Calendar } from '../../src-shared/events/date-words.ts'
import type { Lang } from '../../src-shared/languages.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { useSaid } from '../ui/said.tsx'
import { Segment } from '../ui/segment.tsx'
import type { Lane } from './event-rows.ts'

export type Preset = 'months' | 'years' | 'whole'

const calendars = ['gregorian', 'roc', 'both'] as const
const presetNames = ['months', 'years', 'whole'] as const

/** How much is in sight, and what to do about it: actors, calendar, zoom, today. */
export function TimelineBar({
  counts,
  hiddenCount,
  lanes,
  hidden,
  lead,
  calendar,
  preset,
  onHidden,
  onCalendar,
  onZoom,
  onPreset,
  onToday,
  files,
}: {
  readonly counts: string
  readonly hiddenCount: number
  readonly lanes: readonly Lane[]
  readonly hidden: ReadonlySet<string>
  readonly lead: Lang
  readonly calendar: Calendar
  readonly preset: Preset | null
  readonly onHidden: (hidden: ReadonlySet<string>) => void
  readonly onCalendar: (calendar: Calendar) => void
  readonly onZoom: (factor: number) => void
  readonly onPreset: (preset: Preset) => void
  readonly onToday: () => void
  /** What makes files of it. */
  readonly files: ReactNode
}) {
  const { t } = useTranslation('events')
  const said = useSaid(lead)
  const visible = lanes.filter((lane) => !hidden.has(lane.key)).map((lane) => lane.key)
  return (
    <div className="tl-bar">
      <p className="sm qq num" role="status">
        {counts}
        {hiddenCount > 0 && <span className="filtered">{t('actors.hidden', { count: hiddenCount })}</span>}
      </p>
      <span className="grow" />
      <MenuTrigger>
        <Button look="quiet" icon="filter">
          {hidden.size === 0
            ? t('actors.button')
            : t('actors.filtered', { shown: lanes.length - hidden.size, all: lanes.length })}
        </Button>
        <Popover className="menu" placement="bottom end">
          <Menu
            aria-label={t('actors.menu')}
            selectionMode="multiple"
            selectedKeys={visible}
            disallowEmptySelection
            onSelectionChange={(keys) => {
              if (keys === 'all') onHidden(new Set())
              else onHidden(new Set(lanes.filter((lane) => !keys.has(lane.key)).map((lane) => lane.key)))
            }}
          >
            {lanes.map((lane) => (
              <MenuItem key={lane.key} id={lane.key} textValue={said(lane.name)}>
                {({ isSelected }) => (
                  <>
                    <span className="tick">{isSelected && <Icon name="check" />}</span>
                    {said(lane.name)}
                    <span className="qq num">{lane.count}</span>
                  </>
                )}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <Segment
        label={t('calendar.name')}
        value={calendar}
        options={calendars.map((value) => ({ value, label: t(`calendar.${value}`) }))}
        onChange={onCalendar}
      />
      <div className="seg" role="group" aria-label={t('zoom.name')}>
        <button type="button" aria-label={t('zoom.out')} title={t('zoom.out')} onClick={() => onZoom(1 / 1.5)}>
          <Icon name="minus" />
        </button>
        {presetNames.map((name) => (
          <button key={name} type="button" aria-pressed={preset === name} onClick={() => onPreset(name)}>
            {t(`zoom.${name}`)}
          </button>
        ))}
        <button type="button" aria-label={t('zoom.in')} title={t('zoom.in')} onClick={() => onZoom(1.5)}>
          <Icon name="plus" />
        </button>
      </div>
      <Button onPress={onToday}>{t('today')}</Button>
      {files}
    </div>
  )
}
