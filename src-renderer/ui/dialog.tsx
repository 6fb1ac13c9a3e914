import { type ReactNode, useEffect } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { useToasts } from './toasts.tsx'
import './dialog.css'

/** A modal dialog: focus stays inside, Esc closes it, focus returns to where it was. */
export function Dialog({
  title,
  about,
  onClose,
  children,
  footer,
  wide = false,
  locked = false,
  reading = false,
  describedBy,
}: {
  readonly title: string
  /** A few words beside the title. */
  readonly about?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
  readonly footer?: ReactNode
  readonly wide?: boolean
  /** While true, neither Esc nor the cross closes it. */
  readonly locked?: boolean
  /** The body is there to be read and holds nothing to press: it takes the focus itself, so that keys scroll it. */
  readonly reading?: boolean
  /** The part of the body that is said with the title. */
  readonly describedBy?: string | undefined
}) {
  const { t } = useTranslation('app')
  const { hide } = useToasts()
  // A line left from before would lie under the veil, out of reach.
  useEffect(hide, [hide])
  return (
    <ModalOverlay
      isOpen
      className="veil"
      isKeyboardDismissDisabled={locked}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={wide ? 'dlg wide' : 'dlg'}>
        <AriaDialog aria-describedby={describedBy}>
          <header>
            <Heading slot="title">{title}</Heading>
            {about && <span className="q sm about">{about}</span>}
            <span className="grow" />
            {!locked && <Button look="quiet" icon="close" label={t('close')} onPress={onClose} />}
          </header>
          {reading ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls by keyboard, too
            <section className="dlg-body scroll" tabIndex={0} aria-label={title}>
              {children}
            </section>
          ) : (
            <div className="dlg-body scroll">{children}</div>
          )}
          {footer && <footer>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
