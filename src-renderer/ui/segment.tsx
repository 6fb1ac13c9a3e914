import type { KeyboardEvent } from 'react'

export interface SegmentOption<V extends string> {
  readonly value: V
  readonly label: string
  /** Language of the label where it is not that of the interface. */
  readonly lang?: string
  readonly disabled?: boolean
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** One of a few: language, calendar, official or mine. Tab goes to the chosen one; arrows choose the next and go round. */
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
  const open = options.filter((option) => !option.disabled)
  const stop = open.some((option) => option.value === value) ? value : open[0]?.value
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = steps[event.key]
    const at = open.findIndex((option) => option.value === value)
    const next = step === undefined ? undefined : open[(at + step + open.length) % open.length]
    if (!next || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    onChange(next.value)
    event.currentTarget.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus()
  }
  return (
    <div className="seg" role="radiogroup" aria-label={label} onKeyDown={move}>
      {options.map((option) => {
        const checked = option.value === value
        const disabled = option.disabled ?? false
        return (
          <button
            key={option.value}
            type="button"
            role="radio"
            aria-checked={checked}
            disabled={disabled}
            tabIndex={option.value === stop ? 0 : -1}
            data-value={option.value}
            data-selected={checked || undefined}
            data-disabled={disabled || undefined}
            onClick={() => !checked && onChange(option.value)}
          >
            <span lang={option.lang}>{option.label}</span>
          </button>
        )
      })}
    </div>
  )
}
