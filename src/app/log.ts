import { DrizzleQueryError } from 'drizzle-orm'
import { type Logger, pino } from 'pino'

/**
 * The App's log. A query that failed is told without its parameters: they are what people wrote, or whole deliveries.
 * `destination` is for tests; standard output without it.
 */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = { name: 'tributary', level, serializers: { err: describeError } }
  return destination ? pino(options, destination) : pino(options)
}

function describeError(error: Error): object {
  if (!(error instanceof DrizzleQueryError)) return pino.stdSerializers.err(error)
  const cause = error.cause ?? new Error('the query failed')
  return { ...pino.stdSerializers.err(cause), query: error.query }
}
