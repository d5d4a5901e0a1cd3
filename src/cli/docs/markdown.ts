/** Text in the type of code, inside a line. */
export function code(text: string): string {
  return `\`${text}\``
}

/** A table; the first row is its head. */
export function table(head: readonly string[], ...rows: readonly (readonly string[])[]): string {
  const rule = head.map(() => '---')
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/**
 * The page with new text between the marks `<!-- name -->` and `<!-- end of name -->`: the rest of it is written by hand.
 * Throws where the marks are missing.
 */
export function between(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from === -1 || to < from) throw new Error(`The page has no place for "${name}".`)
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`
}
