/** Why a link was not taken. `busy` is no answer: who asks again later gets one. `unreachable`, `server-error` and `timeout` may pass by themselves. */
export type RefusalKind =
  | 'bad-url'
  | 'host-not-allowed'
  | 'private-address'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'aborted'
  | 'busy'
  | 'server-error'
  | 'not-readable'
  | 'too-many-redirects'
  | 'too-large'
  | 'encoded'
  | 'wrong-type'

export interface LinkRefusal {
  readonly ok: false
  readonly kind: RefusalKind
  /** For the discoverer: what was wrong and how to mend it. Of what a server sent it holds no more than the plain name of a host. */
  readonly reason: string
}

export function refuseLink(kind: RefusalKind, reason: string): LinkRefusal {
  return { ok: false, kind, reason }
}
