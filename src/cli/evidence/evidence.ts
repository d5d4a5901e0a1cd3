import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { u8aToHex } from '@polkadot/util'
import { stringify } from 'yaml'
import { MAXIMUM_FILE_BYTES } from '../../handlers/kit/files.ts'
import { parseWhole } from '../../handlers/kit/yaml/quantity.ts'
import { readDocuments } from '../../handlers/proposal/documents.ts'
import { checkEvidence, evidenceMessage } from '../../handlers/proposal/evidence.ts'
import { isEvidence } from '../../handlers/proposal/paths.ts'
import { UsageError } from '../exit-codes.ts'
import { type KeyOptions, openSigner } from '../signing/signer.ts'

interface Options extends KeyOptions {
  readonly network: string
  readonly netuid: string
  readonly blocks: string
  readonly title?: string
}

/** The file that goes beside an artefact. Throws, in words, where the check of a pull request would not take the file. */
export async function signEvidence(
  path: string,
  { network, netuid, blocks, title, ...key }: Options,
): Promise<string> {
  const bytes = await readFile(path).catch(() => {
    throw new Error(`There is no file ${path} that can be read.`)
  })
  // As the repository will have it, from its top.
  const artefact = path.replace(/^.*\/(?=evidence\/)/s, '')
  if (isEvidence(artefact))
    throw new Error('What ends in `.yaml` is read as evidence itself: rename the artefact.')
  const [, from = '', to = ''] = /^([0-9]+)-([0-9]+)$/.exec(blocks) ?? []
  const numbers = { netuid: whole('netuid', netuid), from: whole('blocks', from), to: whole('blocks', to) }
  const claim = { network, ...numbers, digest: createHash('sha256').update(bytes).digest('hex') }
  const message = evidenceMessage(claim)
  const pair = await (await openSigner(key)).unlock()
  const said = {
    version: 1,
    ...(title !== undefined && { title }),
    network,
    netuid: claim.netuid,
    blocks: { from: claim.from, to: claim.to },
    artefact,
    digest: claim.digest,
    signer: pair.address,
    signature: u8aToHex(pair.sign(message)),
  }
  const file = stringify(said, { lineWidth: 0 })
  assertTaken(file, artefact, bytes)
  return `# Signed: ${message}\n${file}`
}

function whole(option: 'netuid' | 'blocks', text: string): number {
  const parsed = parseWhole(text)
  if (parsed.ok) return parsed.value
  const form = option === 'blocks' ? 'two block numbers, such as `1204800-1255200`' : 'a whole number'
  throw new UsageError(`Write --${option} as ${form}.`)
}

function assertTaken(text: string, artefact: string, bytes: Uint8Array): void {
  const files = new Map([
    ['evidence/signed.yaml', new TextEncoder().encode(text)],
    [artefact, bytes.byteLength > MAXIMUM_FILE_BYTES ? null : bytes],
  ])
  const { evidence, problems } = readDocuments(files)
  const [wrong] = [...problems, ...checkEvidence(evidence, files).problems]
  if (wrong) throw new Error(`\`${text.split('\n')[wrong.line - 1]?.trim()}\`: ${wrong.message}`)
}
