import type { Section, Sections } from '../../github/section.ts'
import { sparkline } from '../../github/words.ts'
import type { DailyReport } from '../../ledger/reports.ts'
import { layoutOf } from '../../mechanisms/architecture/layout.ts'
import type { LaunchSlice } from '../../mechanisms/launch/slice.ts'

/** Rule C1: how the mechanisms of a live subnet do, day by day. */
const reportSection: Section<'reports'> = {
  template: 'report/section/report',
  events: ['ProbationEnded', 'ArchitectureAdopted', 'SubnetDissolved'],
  reads: ['reports'],
  fill({ launch, phase }, { reports }) {
    const last = reports.at(-1)
    if (!launch || !last || phase !== 'live') return null
    const line = (of: (report: DailyReport) => number | undefined) => sparkline(byDay(reports, last.day, of))
    return {
      block: last.block,
      netuid: launch.netuid,
      neurons: last.neurons,
      registrations: last.registrations,
      arrivals: line(({ registrations }) => registrations),
      mechanisms: last.mechanisms.map((one, id) => ({
        id,
        name: nameOf(launch, last.mechanisms.length, id),
        ...one,
        trend: line(({ mechanisms }) => mechanisms[id] && Number(mechanisms[id].emission)),
        minersTrend: line(({ mechanisms }) => mechanisms[id]?.miners),
      })),
    }
  },
}

/** So many days fit beside a number. */
const DAYS = 14

/** One value a day up to the last: undefined where the day has none. */
const byDay = (
  reports: readonly DailyReport[],
  last: number,
  of: (report: DailyReport) => number | undefined,
): (number | undefined)[] => {
  const known = new Map(reports.map((report) => [report.day, of(report)]))
  const first = Math.max(reports[0]?.day ?? last, last - DAYS + 1)
  return Array.from({ length: last - first + 1 }, (_, place) => known.get(first + place))
}

/** The mechanisms of the architecture that live in the one on chain. */
const nameOf = ({ architecture }: LaunchSlice, count: number, id: number): string =>
  layoutOf(architecture, count)
    [id]?.mechanisms.map((one) => one.id)
    .join(', ') ?? `mechanism ${id}`

export const reportSections = { report: reportSection } satisfies Sections
