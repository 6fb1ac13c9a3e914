import { useEffect, useRef } from 'react'

/** How long a selection rests before it is told: keys that select it letter by letter are not answered one by one. */
const rest = 300

/** Long words by how they begin and end: where they end is what the keys move. */
export function bothEnds(words: string, most = 80): string {
  const letters = [...words.replaceAll('\n', ' ')]
  if (letters.length <= most) return letters.join('')
  return `${letters.slice(0, most / 2).join('')} … ${letters.slice(-most / 2).join('')}`
}

/** Tells the selected words once they have come to rest. What is put into the answer counts as told. */
export function useSaidSelection(words: string, when: boolean, tell: (words: string) => void) {
  const told = useRef('')
  const latest = useRef(tell)
  latest.current = tell
  useEffect(() => {
    if (!when || words === told.current) return
    const wait = setTimeout(() => {
      told.current = words
      latest.current(words)
    }, rest)
    return () => clearTimeout(wait)
  }, [words, when])
  return told
}
