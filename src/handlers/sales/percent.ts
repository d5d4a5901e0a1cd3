import { WHOLE } from '../../mechanisms/sales/table.ts'

/** Parts of the whole as `7.41 %`, rounded down: nobody is shown more than there is. */
export function percentOf(parts: bigint): string {
  const hundredths = (parts * 10_000n) / WHOLE
  return parts > 0n && hundredths === 0n ? 'under 0.01 %' : `${Number(hundredths) / 100} %`
}
