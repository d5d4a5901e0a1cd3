import type { ChainStep, Design, Identity, PlanRow, SubnetFacts } from './architecture.ts'

const FIELDS: Readonly<Record<keyof Identity, true>> = {
  name: true,
  description: true,
  repository: true,
  contact: true,
  url: true,
  discord: true,
  logo: true,
}

/** In the order in which the chain has them. */
export const IDENTITY_FIELDS = Object.keys(FIELDS) as readonly (keyof Identity)[]

export type IdentityStep = ChainStep & { readonly kind: 'identity' }

/** C1: what is told of the subnet is set as a whole. A network that is not there yet is registered with it. */
export function identityStep({ identity }: Design, { identity: present }: SubnetFacts): IdentityStep | null {
  if (!identity || !present || changedFields(identity, present).length === 0) return null
  return { kind: 'identity', identity }
}

/** The fields that two differ in. */
export const changedFields = (one: Identity, other: Identity): readonly (keyof Identity)[] =>
  IDENTITY_FIELDS.filter((field) => one[field] !== other[field])

const ROW = 'identity, '

export const isIdentityRow = (what: string): boolean => what.startsWith(ROW)

/** One for each field that changes. */
export function identityRows({ identity }: IdentityStep, { identity: before }: SubnetFacts): PlanRow[] {
  if (!before) return []
  return changedFields(identity, before).map((field) => ({
    what: `${ROW}${field}`,
    from: before[field] || 'none',
    to: identity[field] || 'none',
  }))
}
