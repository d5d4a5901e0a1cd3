import { fromHex } from '../runtime/codec.ts'
import { invalidParams } from './errors.ts'

type Params = readonly unknown[]

export function hexParam(params: Params, index: number): string {
  const value = params[index]
  if (typeof value !== 'string') throw invalidParams(`parameter ${index} must be 0x-hex`)
  try {
    fromHex(value)
  } catch {
    throw invalidParams(`parameter ${index} must be 0x-hex`)
  }
  return value.toLowerCase()
}

export function optionalHexParam(params: Params, index: number): string | undefined {
  return params[index] === undefined || params[index] === null ? undefined : hexParam(params, index)
}

export function hexListParam(params: Params, index: number): string[] {
  const value = params[index]
  if (!Array.isArray(value)) throw invalidParams(`parameter ${index} must be a list of keys`)
  return value.map((_, at) => hexParam(value, at))
}

export function stringParam(params: Params, index: number): string {
  const value = params[index]
  if (typeof value !== 'string') throw invalidParams(`parameter ${index} must be a string`)
  return value
}

export function countParam(params: Params, index: number): number {
  const value = params[index]
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw invalidParams(`parameter ${index} must be a whole number`)
  }
  return value as number
}
