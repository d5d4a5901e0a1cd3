import { stringParam } from './params.ts'
import type { Method } from './server.ts'

/** Ends a subscription of this connection. */
export const unsubscribeMethod: Method = (params, session) => session.unsubscribe(stringParam(params, 0))
