const DAY = 86_400_000

/** N1: when this day of a month begins next, UTC: milliseconds. At its beginning it is the next month's. `day` is 1 to 28. */
export function nextMonth(at: number, day = 1): number {
  const { year, month } = monthOf(at)
  const own = firstOf(year, month) + (day - 1) * DAY
  if (own > at) return own
  return (month === 12 ? firstOf(year + 1, 1) : firstOf(year, month + 1)) + (day - 1) * DAY
}

/** The month of a time, by the Gregorian calendar, UTC: months count from 1. */
export function monthOf(at: number): { readonly year: number; readonly month: number } {
  // Years begin in March here, so that the leap day is the last: 719,468 days lie between their first and 1970.
  const days = Math.floor(at / DAY) + 719_468
  const era = Math.floor(days / 146_097)
  const ofEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const place = Math.floor((5 * ofYear + 2) / 153)
  const month = place < 10 ? place + 3 : place - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month }
}

function firstOf(year: number, month: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5)
  const ofEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear
  return (era * 146_097 + ofEra - 719_468) * DAY
}
