import { type Logger, pino } from 'pino'
import { queryOf } from '../ledger/database.ts'

/**
 * The App's log. A query that failed is told without its parameters: they are what people wrote, or whole deliveries.
 * `destination` is for tests; standard output without it.
 */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = { name: 'tributary', level, serializers: { err: describeError } }
  return destination ? pino(options, destination) : pino(options)
}

function describeError(error: Error): object {
  const failed = queryOf(error)
  if (!failed) return pino.stdSerializers.err(error)
  return { ...pino.stdSerializers.err(failed.cause), query: failed.query }
}
