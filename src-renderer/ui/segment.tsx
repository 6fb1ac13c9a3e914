import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

export interface SegmentOption<V extends string> {
  readonly value: V
  readonly label: string
  /** Language of the label where it is not that of the interface. */
  readonly lang?: string
  readonly disabled?: boolean
}

/** One of a few: language, calendar, official or mine. Arrows move within it. */
export function Segment<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  /** Name of the group, for screen readers. */
  readonly label: string
  readonly value: V
  readonly options: readonly SegmentOption<V>[]
  readonly onChange: (value: V) => unknown
}) {
  return (
    <ToggleButtonGroup
      className="seg"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [key] = keys
        if (key !== undefined) onChange(key as V)
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.value} id={option.value} isDisabled={option.disabled ?? false}>
          <span lang={option.lang}>{option.label}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
