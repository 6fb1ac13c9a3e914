import type { ReactNode } from 'react'

/** A named line of settings. */
export function Line({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="l">
      <span>{label}</span>
      {children}
    </div>
  )
}
