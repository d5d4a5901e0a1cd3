type Error = {
  isModule: boolean
  asModule: unknown
  isToken: boolean
  asToken: { type: string }
  type: string
  registry: { findMetaError(error: unknown): { section: string; name: string } }
}

/**
 * A decoded value without the client's classes: bigint, boolean, text (SS58, 0x-hex), null, objects and lists of these.
 * A result is 'Ok' or its error; an error is `Pallet.Name`, `Token.Name` or its bare name.
 */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Uint8Array) return value.toString()
  if (value instanceof Boolean) return value.valueOf()
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, field]) => [name, plain(field)]))
  if (has<{ toBigInt(): bigint }>(value, 'toBigInt')) return value.toBigInt()
  if (has<{ isSome: boolean; unwrap(): unknown }>(value, 'isSome'))
    return value.isSome ? plain(value.unwrap()) : null
  if (has<{ isOk: boolean; asErr: unknown }>(value, 'asErr')) return value.isOk ? 'Ok' : plain(value.asErr)
  if (has<Error>(value, 'asModule')) return errorName(value)
  return (value as { toHuman(): unknown }).toHuman()
}

function errorName(error: Error): string {
  if (error.isToken) return `Token.${error.asToken.type}`
  if (!error.isModule) return error.type
  const { section, name } = error.registry.findMetaError(error.asModule)
  return `${section.charAt(0).toUpperCase()}${section.slice(1)}.${name}`
}

function has<Shape>(value: unknown, member: keyof Shape & string): value is Shape {
  return typeof value === 'object' && value !== null && member in value
}
