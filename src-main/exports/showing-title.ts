const viewer = '/ViewerPreferences <<'

/**
 * Lets readers show the title of the document instead of the name of its file, which the compiler writes for PDF/UA only.
 * Done as PDF does changes: a new catalogue and a table of its place are added at the end. A file of another make is
 * given back as it is.
 */
export function showingTitle(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const end = /trailer\s*<<([\s\S]*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-2000))
  const root = /\/Root (\d+) 0 R/.exec(end?.[1] ?? '')?.[1]
  if (end === null || root === undefined) return pdf
  const start = text.lastIndexOf(`\n${root} 0 obj`) + 1
  const catalogue = start > 0 ? text.slice(start, text.indexOf('endobj', start) + 'endobj'.length) : ''
  if (!catalogue.includes(viewer) || catalogue.includes('/DisplayDocTitle')) return pdf
  const changed = catalogue.replace(viewer, `${viewer}\n    /DisplayDocTitle true`)
  const lead = text.endsWith('\n') ? '' : '\n'
  const place = String(text.length + lead.length).padStart(10, '0')
  const table = text.length + lead.length + changed.length + 1
  const trailer = `trailer\n<<${end[1]}  /Prev ${end[2]}\n>>\nstartxref\n${table}\n%%EOF\n`
  const added = `${lead}${changed}\nxref\n${root} 1\n${place} 00000 n \n${trailer}`
  return Buffer.concat([pdf, Buffer.from(added, 'latin1')])
}
