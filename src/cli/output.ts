// What commands show comes from explorers, nodes, files and people: none of it may move a terminal's cursor, colour it or fake a line.

/** Controls save tab and line feed, format characters (bidirectional ones among them), line separators; joiners stay, as in text that is kept. */
const INVISIBLE = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu

const escaped = (characters: string): string =>
  [...Array(characters.length).keys()]
    .map((index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('')

/** A text with what cannot be seen written out, as `\u001b`. JSON stays the same JSON. */
export const writtenOut = (text: string): string => text.toWellFormed().replace(INVISIBLE, escaped)

/** The same for what must be one line: tabs and line feeds are written out too. */
export const oneLine = (text: string): string => writtenOut(text).replace(/[\t\n]/g, escaped)

/** Writes a text of one or more lines. */
export function print(text: string): void {
  process.stdout.write(writtenOut(text))
}

/** Writes exactly one line, whatever is in it. */
export function say(line: string): void {
  process.stdout.write(`${oneLine(line)}\n`)
}

/** Writes what went wrong, to standard error. */
export function complain(text: string): void {
  process.stderr.write(`${writtenOut(text)}\n`)
}

/** Writes over the last line of a terminal, on standard error; an empty text takes it away. */
export function overwrite(line: string): void {
  process.stderr.write(`\r\u001b[2K${oneLine(line)}`)
}

/** Writes the beginning of a line that somebody else ends, to standard error. */
export function whisper(text: string): void {
  process.stderr.write(oneLine(text))
}

/** Fills the terminal with these lines, from its top. */
export function redraw(lines: readonly string[]): void {
  process.stdout.write(`\u001b[H\u001b[J${lines.map(oneLine).join('\n')}\n`)
}
