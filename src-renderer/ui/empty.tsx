import type { ReactNode } from 'react'

/** Says what will live here, one way to start, and that nothing is lost. */
export function Empty({
  title,
  children,
  textId,
  action,
}: {
  readonly title: string
  readonly children?: ReactNode
  /** Id of the text, for what it describes. */
  readonly textId?: string
  readonly action?: ReactNode
}) {
  return (
    <div className="em">
      <div>
        <h2>{title}</h2>
        {children && <p id={textId}>{children}</p>}
        {action}
      </div>
    </div>
  )
}
