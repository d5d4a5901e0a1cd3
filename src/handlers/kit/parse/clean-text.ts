/**
 * What cannot be seen: control characters except tab and line feed, format characters (among them the bidirectional
 * controls, zero-width spaces and tags) and the Unicode line separators. The two joiners stay: Persian, Indic
 * scripts and emoji are misspelt without them.
 */
const INVISIBLE = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu

// The same, no-break spaces and the like: what may stand before the first letter of a line and leaves it where it is.
const UNSEEN_START = /^([ \t]*)(?![ \t])[\p{Zs}\p{Cf}\p{Cc}\u2028\u2029]+/u

/** CR LF and CR become LF, as Markdown counts lines. */
export function unixNewlines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** Each line without what cannot be seen before its first letter, save plain indentation. Lines are ended by LF. */
export function withoutInvisibleStarts(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(UNSEEN_START, '$1'))
    .join('\n')
}

/**
 * A person's text as it may be kept and shown: nothing invisible that could reorder or hide it, no lone surrogate (which a
 * database refuses), lines ended by LF, no blank edges.
 */
export function cleanText(text: string): string {
  return unixNewlines(text).toWellFormed().replace(INVISIBLE, '').trim()
}

/** The same for what must be one line: tabs and line feeds become single spaces. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/[\t\n]+/g, ' ')
}
