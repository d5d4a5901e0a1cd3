import { createHash } from 'node:crypto'

/** The digest of an issue's body, whatever ends its lines: GitHub's pages send CR LF where the form had LF. */
export const bodyHashOf = (body: string): string => sha256(plain(body))

/** The digests that earlier versions may have kept of the same text: they took the letters as they came. */
export function earlierHashesOf(body: string): readonly string[] {
  const text = body.replace(LINE_ENDS, '\n')
  return [...new Set([body, text, text.replaceAll('\n', '\r\n'), plain(body).replaceAll('\n', '\r\n')])].map(
    sha256,
  )
}

const plain = (body: string): string =>
  body
    .split(LINE_ENDS)
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()

const LINE_ENDS = /\r\n|\r|\n/g

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
