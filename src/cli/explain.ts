import { ChainRefusal } from '../chain/refusal.ts'
import { refusalInWords, rejectionInWords } from './chain-errors.ts'

/** What went wrong, for a person: the message, and what caused it where the message does not say so. One line a cause. */
export function explain(error: unknown): string {
  return [...new Set(messagesOf(error))].join('\nCause: ')
}

function messagesOf(error: unknown): string[] {
  if (error instanceof AggregateError) return error.errors.slice(0, 1).flatMap(messagesOf)
  if (error instanceof ChainRefusal) return [refusalInWords(error.message)]
  if (!(error instanceof Error)) return [described(error)]
  const own = error.message.split('\n', 1)[0] || error.name
  const causes = error.cause === undefined ? [] : messagesOf(error.cause)
  const told = rejectionInWords(error.cause ? own : error.message || own)
  return [told, ...causes.filter((cause) => !own.includes(stem(cause)))]
}

/** A thrown thing that is no error: nodes answer with objects. */
function described(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown)
  const { message } = thrown as { message?: unknown }
  return typeof message === 'string' ? message : JSON.stringify(thrown)
}

const stem = (message: string): string => message.replace(/\.$/, '')
