import { type Dispatch, type SetStateAction, useCallback, useRef, useState } from 'react'

const values = new Map<string, unknown>()

/**
 * State that outlives its component for as long as the window is open: going from an event to its passage and back
 * leaves window, selection and sorting as they were. The key names briefing, version and what it is.
 */
export function useKept<T>(key: string, initial: () => T): readonly [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => (values.has(key) ? (values.get(key) as T) : initial()))
  const now = useRef(value)
  // Written down at once: the same press may lead away, and then nothing is drawn with the new state any more.
  const set = useCallback(
    (next: SetStateAction<T>) => {
      now.current = typeof next === 'function' ? (next as (before: T) => T)(now.current) : next
      values.set(key, now.current)
      setValue(now.current)
    },
    [key],
  )
  return [value, set]
}

/** For tests: every one begins anew. */
export function forgetKept(): void {
  values.clear()
}
