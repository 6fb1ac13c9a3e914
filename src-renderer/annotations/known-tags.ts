import { QueryClientContext } from '@tanstack/react-query'
import { useCallback, useContext } from 'react'

/** The tags that annotations known to this window have, the most used first. */
export function useKnownTags(): () => readonly string[] {
  const client = useContext(QueryClientContext)
  return useCallback(() => {
    const counts = new Map<string, number>()
    const lists = client?.getQueriesData<readonly { readonly tags?: readonly string[] }[]>({
      queryKey: ['annotations'],
    })
    for (const [, rows] of lists ?? []) {
      if (!Array.isArray(rows)) continue
      for (const { tags = [] } of rows) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([tag]) => tag)
  }, [client])
}

/** What a field of tags, of which the last is being typed, may become: one more known tag in its place. */
export function tagOffers(typed: string, known: readonly string[]): readonly string[] {
  const at = Math.max(...[',', '，', '、'].map((sign) => typed.lastIndexOf(sign))) + 1
  const before = typed.slice(0, at)
  const given = new Set(before.split(/[,，、]/u).map((tag) => tag.trim()))
  const begun = typed
    .slice(at)
    .trim()
    .replace(/^[#＃]/u, '')
    .toLowerCase()
  const lead = before === '' ? '' : `${before.trimEnd()}${/[,]$/u.test(before.trimEnd()) ? ' ' : ''}`
  return known
    .filter((tag) => !given.has(tag) && tag.toLowerCase().includes(begun) && tag.toLowerCase() !== begun)
    .slice(0, 8)
    .map((tag) => `${lead}${tag}`)
}
