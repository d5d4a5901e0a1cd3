import { notParsed, type Parsed } from '../kit/parse/parsed.ts'

/** Characters of an address as it is sent: one letter of another script takes six of them or nine. */
export const MAXIMUM_LINK_LENGTH = 2_048

const MEND = 'Give one full address, such as `https://arxiv.org/abs/1706.03762`.'

/**
 * The address of an article as its discoverer wrote it, in its canonical spelling and without the fragment, which no
 * server ever sees. Whether it may be visited, and what is found there, is the link checker's to say.
 */
export function parseArticleLink(text: string): Parsed<string> {
  const written = text.trim().replace(/^<(.*)>$/s, '$1')
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(written))
    return notParsed(`The link holds spaces or characters that no link has. ${MEND}`)
  if (/^!?\[/.test(written)) return notParsed(`Give the bare link, without Markdown around it. ${MEND}`)
  const url = URL.parse(written)
  if (!url) return notParsed(`That is not a link. ${MEND}`)
  if (url.protocol !== 'https:') return notParsed(`Only https links are taken. ${MEND}`)
  if (url.username || url.password)
    return notParsed(`The link holds a user name or password: leave it out. ${MEND}`)
  url.hash = ''
  if (url.href.length > MAXIMUM_LINK_LENGTH) {
    return notParsed(
      `The link has ${url.href.length} characters as it is sent, with other scripts encoded: at most ${MAXIMUM_LINK_LENGTH} are taken.`,
    )
  }
  return { ok: true, value: url.href }
}
