import { createHash } from 'node:crypto'
import type { FileProblem, Reading } from '../../mechanisms/architecture/architecture.ts'
import { verifySignature } from '../parse/link-signature.ts'
import { type Document, wholeFile } from './document.ts'
import type { EvidenceFile } from './documents.ts'
import type { Files } from './proposal.ts'

type Evidence = Reading['evidence'][number]

/** What the signer of evidence signs: `digest` is the artefact's, SHA-256 in small hex digits. */
export const evidenceMessage = (digest: string): string => `tributary:evidence:v1:${digest}`

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
  const digest = value.digest.replace(/^0x/i, '').toLowerCase()
  const signed = verifySignature(
    { ss58: value.signer, signature: value.signature, message: () => evidenceMessage(digest) },
    {
      keyless: 'Name the account that vouches for the artefact.',
      mend: 'a signature over another digest does not count',
    },
  )
  const problems = [
    ...(Number(value.blocks.from) > Number(value.blocks.to)
      ? [problemAt('/blocks', 'The first block comes after the last: put them in order.')]
      : []),
    ...digestProblem(value, digest, files).map((message) => problemAt('/digest', message)),
    ...(signed.ok ? [] : [problemAt('/signature', signed.reason)]),
  ]
  if (problems.length > 0 || !signed.ok) return { problems }
  return { evidence: { file, digest, signer: signed.value.ss58 }, problems }
}

function digestProblem({ artefact }: EvidenceFile, digest: string, files: Files): string[] {
  const bytes = files.get(artefact)
  if (bytes === undefined) return ['The artefact is not in the repository: add it, or correct its path.']
  if (bytes === null)
    return ['The artefact is larger than 256 KiB: sign a smaller one, such as a list of digests.']
  const found = createHash('sha256').update(bytes).digest('hex')
  return found === digest ? [] : [`This is not the digest of the artefact, which is \`${found}\`.`]
}
