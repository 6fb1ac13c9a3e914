import { useCallback, useState } from 'react'

/**
 * The words of a status line. The same words twice are no change to a screen reader, so the second time they differ by a
 * space that nobody sees.
 */
export function useSaying(): readonly [string, (words: string) => void] {
  const [said, setSaid] = useState('')
  const say = useCallback(
    (words: string) => setSaid((last) => (words !== '' && last === words ? `${words}\u00a0` : words)),
    [],
  )
  return [said, say]
}
