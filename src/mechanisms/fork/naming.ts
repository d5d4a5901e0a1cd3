/** So many characters a fork's name may have. */
export const LONGEST_NAME = 80

/** Letters, digits and what stands between them in a name: nothing that Markdown, HTML or a mention is made with. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,'’()&+-]*$/u

export const isName = (text: string): boolean => NAME.test(text) && [...text].length <= LONGEST_NAME

/** A text as one that is a name, with a blank for all else; empty where nothing is left. */
export function asName(text: string): string {
  const plain = text
    .replace(/[^\p{L}\p{M}\p{N} .,'’()&+-]+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/\s+/g, ' ')
  return [...plain]
    .slice(0, LONGEST_NAME)
    .join('')
    .replace(/[ .,'’&+(-]+$/u, '')
}

/** Names that people could take for one another. */
export const isSameName = (one: string, other: string): boolean => simplified(one) === simplified(other)

const simplified = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
