/** The tags typed into one field: split by comma, 、, ， or a line; no doubles, at most 50. */
export function tagsOf(typed: string): readonly string[] {
  const tags = typed.split(/[,，、\n]/u).map((tag) =>
    tag
      .trim()
      .replace(/^[#＃]/u, '')
      .trim()
      .slice(0, 64),
  )
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 50)
}
