import { createHash } from 'node:crypto'
import type { FileProblem, Reading } from '../../mechanisms/architecture/architecture.ts'
import type { Files } from '../kit/files.ts'
import { verifySignature } from '../kit/parse/signature.ts'
import { type Document, wholeFile } from './document.ts'
import type { EvidenceFile } from './documents.ts'

type Evidence = Reading['evidence'][number]

/** What the signer of evidence vouches for. */
export interface EvidenceClaim {
  /** An id: it holds no colon. */
  readonly network: string
  readonly netuid: number
  /** The first and the last block. */
  readonly from: number
  readonly to: number
  /** The artefact's: SHA-256 in small hex digits. */
  readonly digest: string
}

/** What the signer of evidence signs: the whole claim in one line. So nobody can pass off what was seen on one network as seen on another. */
export const evidenceMessage = ({ network, netuid, from, to, digest }: EvidenceClaim): string =>
  `tributary:evidence:v1:${network}:${netuid}:${from}-${to}:${digest}`

/** Signatures and digests take their time: no more evidence than this is checked of one head. */
const MAXIMUM_EVIDENCE = 100

/** Which evidence is true: the artefact has the digest, and who is named has signed it. */
export function checkEvidence(
  documents: readonly Document<EvidenceFile>[],
  files: Files,
): { readonly evidence: Evidence[]; readonly problems: FileProblem[] } {
  const checked = documents.slice(0, MAXIMUM_EVIDENCE).map((document) => check(document, files))
  const unchecked = documents.slice(MAXIMUM_EVIDENCE).map(({ file }) => {
    const message = `More than ${MAXIMUM_EVIDENCE} pieces of evidence: this one was not checked. Remove some.`
    return wholeFile(file, message)
  })
  return {
    evidence: checked.flatMap(({ evidence }) => evidence ?? []),
    problems: [...checked.flatMap(({ problems }) => problems), ...unchecked],
  }
}

interface Checked {
  readonly evidence?: Evidence
  readonly problems: readonly FileProblem[]
}

function check({ file, value, problemAt }: Document<EvidenceFile>, files: Files): Checked {
  if (!value) return { problems: [] }
  const claim = claimOf(value)
  const artefact = digestArtefact(value.artefact, files)
  const mended = mend(claim, artefact)
  const signed = verifySignature(
    { ss58: value.signer, signature: value.signature, message: () => evidenceMessage(mended) },
    {
      keyless: 'Name the account that vouches for the artefact.',
      mend: 'a signature over another network, subnet, blocks or digest does not count',
    },
  )
  const problems = [
    ...(claim.from > claim.to
      ? [problemAt('/blocks', 'The first block comes after the last: put them in order.')]
      : []),
    ...digestProblem(claim, artefact).map((message) => problemAt('/digest', message)),
    ...(signed.ok ? [] : [problemAt('/signature', signed.reason)]),
  ]
  if (problems.length > 0 || !signed.ok) return { problems }
  return { evidence: { file, digest: claim.digest, signer: signed.value.ss58 }, problems }
}

/** However numbers and digest are written, it is one claim. */
const claimOf = ({ network, netuid, blocks, digest }: EvidenceFile): EvidenceClaim => ({
  network,
  netuid: Number(netuid),
  from: Number(blocks.from),
  to: Number(blocks.to),
  digest: digest.replace(/^0x/i, '').toLowerCase(),
})

/** The claim as it is when its other mistakes are mended: who signs that need not sign again. */
const mend = (claim: EvidenceClaim, artefact: Artefact): EvidenceClaim => ({
  ...claim,
  from: Math.min(claim.from, claim.to),
  to: Math.max(claim.from, claim.to),
  digest: 'digest' in artefact ? artefact.digest : claim.digest,
})

/** `otherLines` is the digest that it would have with the line ends that it has not. */
type Artefact =
  | { readonly digest: string; readonly otherLines: readonly string[] }
  | { readonly problem: string }

const LFS_POINTER = 'version https://git-lfs.github.com/spec/'

function digestArtefact(path: string, files: Files): Artefact {
  const bytes = files.get(path)
  if (bytes === undefined)
    return { problem: 'The artefact is not in the repository: add it, or correct its path.' }
  if (bytes === null)
    return { problem: 'The artefact is larger than 256 KiB: sign a smaller one, such as a list of digests.' }
  const content = Buffer.from(bytes)
  if (content.subarray(0, LFS_POINTER.length).equals(Buffer.from(LFS_POINTER)))
    return {
      problem:
        'The artefact is in Git LFS, and here is only a pointer to it: commit the file itself, without LFS.',
    }
  const text = content.toString('latin1')
  const unix = text.replaceAll('\r\n', '\n')
  return {
    digest: digestOf(content),
    otherLines: [unix, unix.replaceAll('\n', '\r\n')].map((lines) => digestOf(Buffer.from(lines, 'latin1'))),
  }
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function digestProblem({ digest }: EvidenceClaim, artefact: Artefact): string[] {
  if ('problem' in artefact) return [artefact.problem]
  if (artefact.digest === digest) return []
  const why = artefact.otherLines.includes(digest)
    ? ' It is that of the same lines with other line ends (CRLF and LF): git has changed them. Digest and sign what is committed.'
    : ''
  return [`This is not the digest of the artefact, which is \`${artefact.digest}\`.${why}`]
}
