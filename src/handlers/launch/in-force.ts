import { createHash } from 'node:crypto'
import { readLife } from '../../ledger/read-subnet.ts'
import type { Design, HyperparameterValue } from '../../mechanisms/architecture/architecture.ts'
import type { Resource } from '../kit/resource.ts'

/** What the chain should be like, by the architecture in force. */
export interface InForce {
  /** Null as long as the chain has no network of it. */
  readonly netuid: number | null
  /** The block in which the chain registered it; null where it is not known. */
  readonly registered_in: number | null
  /** The commit of the home that has it; null until it is merged. */
  readonly commit: string | null
  readonly tag: string | null
  /** The commodity first; shares in basis points. */
  readonly mechanisms: Design['mechanisms']
  /** Whole numbers in the chain's own unit, as text. */
  readonly hyperparameters: Readonly<Record<string, Written>>
}

type Written = boolean | string | readonly [string, string]

const written = (value: HyperparameterValue): Written => {
  if (typeof value === 'boolean') return value
  return typeof value === 'bigint' ? String(value) : [String(value[0]), String(value[1])]
}

const readValue = (text: Written): HyperparameterValue => {
  if (typeof text === 'boolean') return text
  return typeof text === 'string' ? BigInt(text) : [BigInt(text[0]), BigInt(text[1])]
}

/** The design that was served. Throws where a number is none. */
export const servedDesign = ({ mechanisms, hyperparameters }: InForce): Design => ({
  mechanisms,
  hyperparameters: Object.fromEntries(
    Object.entries(hyperparameters).map(([name, text]) => [name, readValue(text)]),
  ),
})

/** `/api/ideas/<issue>/architecture`: what was merged, for whoever compares the chain with it (rule C1). */
export const architectureResource: Resource = {
  name: 'architecture',
  read: async (queries, view) => {
    const { launch } = await readLife(queries, view.stream)
    const architecture: InForce | null = launch && {
      netuid: launch.netuid,
      registered_in: launch.registeredIn,
      commit: launch.commit,
      tag: launch.tag,
      mechanisms: launch.architecture.mechanisms,
      hyperparameters: Object.fromEntries(
        Object.entries(launch.architecture.hyperparameters).map(([name, value]) => [name, written(value)]),
      ),
    }
    const etag = createHash('sha256').update(JSON.stringify(architecture)).digest('hex')
    return { body: { architecture }, etag, signs: null }
  },
}
