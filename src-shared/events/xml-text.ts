// What XML cannot hold at all, and marks that turn the reading direction of what stands beside them.
const unwanted = /[\p{Cc}\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu

/** A text as XML holds it, in an element or an attribute: nothing in it can become markup. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\t\n\r]+/gu, ' ')
    .replaceAll(unwanted, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
