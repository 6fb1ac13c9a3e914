import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Icon, type IconName } from './icons.tsx'

export interface ButtonProps {
  /** `pri` at most once on a screen; `quiet` in bars. */
  readonly look?: 'plain' | 'pri' | 'quiet'
  readonly icon?: IconName
  /** The words on it; without words give `label`. */
  readonly children?: ReactNode
  /** The name of a button that shows only its icon. */
  readonly label?: string
  readonly onPress?: () => unknown
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  readonly type?: 'button' | 'submit'
  readonly className?: string
  readonly 'aria-describedby'?: string | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button of the interface: 32 px high, with words, an icon, or both. */
export function Button({ look = 'plain', icon, children, label, onPress, disabled, className, ...rest }: ButtonProps) {
  const classes = ['btn', look !== 'plain' && look, icon && children === undefined && 'ico', className]
  return (
    <AriaButton
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      aria-label={label}
      isDisabled={disabled ?? false}
      onPress={() => void onPress?.()}
    >
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  )
}
