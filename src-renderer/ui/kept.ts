import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'

const values = new Map<string, unknown>()

/**
 * State that outlives its component for as long as the window is open: going from an event to its passage and back
 * leaves window, selection and sorting as they were. The key names briefing, version and what it is.
 */
export function useKept<T>(key: string, initial: () => T): readonly [T, Dispatch<SetStateAction<T>>] {
  const [value, set] = useState<T>(() => (values.has(key) ? (values.get(key) as T) : initial()))
  useEffect(() => {
    values.set(key, value)
  }, [key, value])
  return [value, set]
}

/** For tests: every one begins anew. */
export function forgetKept(): void {
  values.clear()
}
