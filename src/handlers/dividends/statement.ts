import { readStatement, type StatementDay } from '../../ledger/statements.ts'
import { dividendsOf } from '../../mechanisms/streams/names.ts'
import { parseSs58 } from '../kit/parse/ss58.ts'
import type { Resource } from '../kit/resource.ts'

/** Days of one page. */
const DAYS = 31

/**
 * `/api/ideas/<issue>/statement?account=<SS58>`: what the days of a live subnet gave to one account, and what of it has arrived. With
 * `format=csv` as a table; `before` asks for days before one.
 */
export const statementResource: Resource = {
  name: 'statement',
  page: { heading: 'Statement', template: '/dividends/page/statement' },
  read: async (queries, { stream }, _until, { account = '', before }) => {
    const parsed = parseSs58(account)
    if (!parsed.ok) return { refused: `Name the account with ?account=. ${parsed.reason}` }
    const found = await readStatement(queries, {
      stream: dividendsOf(stream),
      account: parsed.value,
      before: before ?? null,
      limit: DAYS,
    })
    const days = found.map(shapeOf)
    const next = found.length === 0 ? null : Math.min(...found.map(({ day }) => day))
    const body = { account: parsed.value, days, next_before: next === 1 ? null : next }
    return { body, etag: etagOf(days), signs: null, csv: csvOf(days) }
  },
}

interface ShownDay {
  readonly day: number
  readonly block: number
  readonly sheet: string
  readonly due_alpha_rao: string
  readonly paid_alpha_rao: string
  readonly state: 'paid' | 'owed' | 'carried'
  readonly reason: string | null
}

const shapeOf = ({ day, block, sheet, due, paid, reason, isCarried }: StatementDay): ShownDay => ({
  day,
  block,
  sheet,
  due_alpha_rao: String(due),
  paid_alpha_rao: String(paid),
  state: isCarried ? 'carried' : paid === due ? 'paid' : 'owed',
  reason,
})

const COLUMNS = ['day', 'block', 'sheet', 'due_alpha_rao', 'paid_alpha_rao', 'state', 'reason'] as const

/** Lines end as RFC 4180 has it. A reason is the chain's own text, so it is quoted, and never begins a formula. */
function csvOf(days: readonly ShownDay[]): string {
  const lines = days.map((day) => COLUMNS.map((name) => cellOf(day[name])).join(','))
  return [COLUMNS.join(','), ...lines, ''].join('\r\n')
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number' || /^[\w.-]+$/.test(value)) return String(value)
  return `"'${value.replaceAll('"', '""')}"`
}

/** The state is what changes of a day that is past. */
const etagOf = (days: readonly ShownDay[]): string =>
  days.map(({ day, state, paid_alpha_rao }) => `${day}${state[0]}${paid_alpha_rao}`).join('-') || 'none'
