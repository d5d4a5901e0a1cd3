/** What says of an error how long nothing of its kind is to be tried again, in milliseconds: not before, and soon after. */
interface PutOff {
  readonly putOff: number
}

/** The longest that is believed: what is said beyond it is tried once an hour, as all that fails. */
const LONGEST = 60 * 60_000

/** Marks an error, so that the job that it fails is put off by so many milliseconds. It is no failed try. */
export const putOff = <Kind extends object>(error: Kind, milliseconds: number): Kind & PutOff =>
  Object.assign(error, { putOff: milliseconds })

/** How long an error, or what has caused it, puts off; null where it is a failure like any other. */
export function putOffBy(error: unknown): number | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('putOff' in one && typeof one.putOff === 'number') return Math.min(Math.max(one.putOff, 0), LONGEST)
  }
  return null
}
