import { type Config, readMarkets } from '../../ledger/configs.ts'
import type { Queries } from '../../ledger/database.ts'

/** A setting as the explorer is handed it. */
interface ShownSetting {
  readonly name: string
  /** By which the ledger knows since when. */
  readonly key: string
  readonly value: string
  readonly isDefault: boolean
  readonly meaning: string
}

interface ShownSettings {
  readonly name: string
  readonly meaning: string
  readonly settings: readonly ShownSetting[]
}

/** How settings are told. */
export type TellRules = (config: Config) => readonly ShownSettings[]

/** The numbers of one market, and since when each is in force; null where no market has that name. One query. */
export async function rulesPage(queries: Queries, tell: TellRules, repository: string | undefined) {
  const markets = await readMarkets(queries)
  const market = repository === undefined ? markets[0] : markets.find((one) => one.repository === repository)
  if (!market && repository !== undefined) return null
  return {
    market: market?.repository ?? null,
    markets: markets.map((one) => one.repository),
    groups: market ? tell(market.config).map((group) => withTimes(group, market.since)) : [],
  }
}

function withTimes({ settings, ...group }: ShownSettings, since: Readonly<Record<string, number>>) {
  return { ...group, settings: settings.map((one) => ({ ...one, since: since[one.key] ?? null })) }
}
