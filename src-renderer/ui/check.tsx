import type { ReactNode } from 'react'
import { Checkbox } from 'react-aria-components'
import { Icon } from './icons.tsx'

/** A box to tick, with its words. */
export function Check({
  selected,
  disabled = false,
  onChange,
  children,
}: {
  readonly selected: boolean
  readonly disabled?: boolean
  readonly onChange?: (selected: boolean) => void
  readonly children: ReactNode
}) {
  return (
    <Checkbox className="check" isSelected={selected} isDisabled={disabled} onChange={(value) => onChange?.(value)}>
      <span className="box" aria-hidden="true">
        {selected && <Icon name="check" />}
      </span>
      <span>{children}</span>
    </Checkbox>
  )
}
