/** Lets the first value through at once and then at most one per `wait`, always the latest: both edges. */
export function throttle<T>(wait: number, write: (value: T) => void) {
  let timer: ReturnType<typeof setTimeout> | null = null
  let waiting: { readonly value: T } | null = null
  const turn = () => {
    timer = null
    if (!waiting) return
    const { value } = waiting
    waiting = null
    timer = setTimeout(turn, wait)
    write(value)
  }
  return {
    give(value: T): void {
      waiting = { value }
      if (timer === null) turn()
    },
    /** Writes what still waits, now. */
    flush(): void {
      if (timer !== null) clearTimeout(timer)
      timer = null
      const last = waiting
      waiting = null
      if (last) write(last.value)
    },
    /** Forgets what still waits. */
    drop(): void {
      if (timer !== null) clearTimeout(timer)
      timer = null
      waiting = null
    },
  }
}
