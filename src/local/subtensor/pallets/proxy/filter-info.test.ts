import { describe, expect, test } from 'vitest'
import { loadLocalMetadata } from '../../metadata/local.ts'
import { specs } from '../../metadata/specs.ts'
import { callOf, testWorld } from '../test-world.ts'
import { proxyFilterInfos, proxyTypeInfos } from './filter-info.ts'
import { mayCall, type ProxyTypeName } from './proxy-type.ts'

type Info = ReturnType<typeof proxyFilterInfos>[number]

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()

function allows({ filter_mode, calls, exceptions }: Info, pallet: string, call: string): boolean {
  const isIn = (infos: Info['calls']) =>
    infos.some((one) => text(one.pallet_name) === pallet && [undefined, call].includes(text(one.call_name)))
  switch (filter_mode.type) {
    case 'AllowAll':
      return true
    case 'DenyAll':
      return false
    case 'Allow':
      return isIn(calls) && !isIn(exceptions)
    case 'Deny':
      return !isIn(calls)
  }
}

describe.each(specs)('at spec %i', (spec) => {
  const { ctx } = testWorld({}, spec)
  const { pallets, lookup } = loadLocalMetadata(spec)
  const everyCall = pallets.flatMap(({ name, calls }) => {
    const def = lookup[calls?.type ?? -1]?.def
    return def?.tag === 'variant' ? def.value.map((call) => [name, call.name] as const) : []
  })

  test('what a type is said to let through is what it lets through', () => {
    const infos = proxyFilterInfos(ctx, undefined)
    expect(infos.map(({ name }) => text(name))).toEqual(proxyTypeInfos().map(({ name }) => text(name)))
    for (const info of infos) {
      const type = { type: text(info.name) as ProxyTypeName }
      for (const [pallet, name] of everyCall) {
        const call = callOf(pallet, name, { value: 1n, alpha_amount: 1n })
        expect(allows(info, pallet, name), `${type.type}: ${pallet}.${name}`).toBe(mayCall(type, call))
      }
    }
  })

  test('one type alone; a small transfer has its limit; the newer runtime denies by default', () => {
    const [small, ...others] = proxyFilterInfos(ctx, 11)
    expect(others).toEqual([])
    expect(small?.calls.map(({ condition }) => condition?.type)).toEqual(Array(3).fill('ParamLessThan'))
    const denying = proxyFilterInfos(ctx, undefined).filter(({ filter_mode }) => filter_mode.type === 'Deny')
    expect(denying.length > 0).toBe(spec === 424)
  })
})
