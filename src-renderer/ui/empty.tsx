import type { ReactNode } from 'react'

/** Says what will live here, one way to start, and that nothing is lost. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className="em">
      <div>
        <h2>{title}</h2>
        {children && <p>{children}</p>}
        {action}
      </div>
    </div>
  )
}
