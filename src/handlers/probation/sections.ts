import { clip } from '../../github/escape.ts'
import { inHome, SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { formatTao } from '../../mechanisms/money.ts'
import type { ProbationDay } from '../../mechanisms/probation/slice.ts'
import { neededDays } from '../../mechanisms/subnet/mined-view.ts'
import { earnedSection } from './earned.ts'

/** Rule L2: the days of the probation as a row, and what was missing on the bad ones. */
const probationSection: Section = {
  template: 'probation/section/probation',
  events: ['SubnetStarted', 'DayRecorded', 'ProbationEnded', 'SubnetDissolved'],
  reads: [],
  isFinal: ({ probation }) => (probation?.verdict ?? null) !== null,
  fill({ probation, launch, days }) {
    if (!probation || !launch) return null
    const rules = launch.rules.probation
    const bad = days.filter(({ good }) => !good).toReversed()
    const shown = bad.slice(0, SHOWN.items)
    const last = days.at(-1)
    return {
      weeks: weeksOf(days, rules.days),
      recorded: days.length,
      length: rules.days,
      good: days.length - bad.length,
      needed: neededDays(rules),
      minimumMiners: rules.minimumMiners,
      minimumValidators: rules.minimumValidators,
      bad: shown.map(({ day, block, missing }) => ({ day, block, missing })),
      moreBad: bad.length - shown.length,
      last: last && { ...last, emission: formatTao(last.emission).replace('TAO', 'alpha') },
    }
  },
}

const WEEK = 7
const MOST_WEEKS = 9

/** The marks of the days, a week a line: those weeks around the present one. */
function weeksOf(days: readonly ProbationDay[], length: number) {
  const marks = Array.from({ length }, (_, place) => markOf(days[place]))
  const count = Math.ceil(length / WEEK)
  const now = Math.floor(days.length / WEEK)
  const first = Math.max(Math.min(now - MOST_WEEKS + 2, count - MOST_WEEKS), 0)
  return Array.from({ length: Math.min(count, MOST_WEEKS) }, (_, place) => {
    const start = (first + place) * WEEK
    return { first: start + 1, marks: marks.slice(start, start + WEEK) }
  })
}

const markOf = (day: ProbationDay | undefined): 'open' | 'good' | 'bad' =>
  day ? (day.good ? 'good' : 'bad') : 'open'

/** Rule L3: the incidents of the probation, the last ones first. */
const incidentsSection: Section = {
  template: 'probation/section/incidents',
  events: ['IncidentOpened', 'IncidentClosed'],
  reads: [],
  isFinal: ({ incidents }) => incidents.every(({ verdict }) => verdict !== null),
  fill(state, facts) {
    const incidents = state.incidents.toReversed()
    if (incidents.length === 0) return null
    const shown = incidents.slice(0, SHOWN.items)
    return {
      incidents: shown.map((incident) => ({
        number: incident.number,
        url: `${inHome(state, facts)?.url}/issues/${incident.number}`,
        challenger: clip(incident.challenger.login, SHOWN.login),
        openedAt: incident.openedAt,
        closesAt: incident.closesAt,
        verdict: incident.verdict,
        reason: clip(incident.reason, SHOWN.gist),
      })),
      more: incidents.length - shown.length,
    }
  },
}

export const probationSections = {
  probation: probationSection,
  incidents: incidentsSection,
  earned: earnedSection,
} satisfies Sections
