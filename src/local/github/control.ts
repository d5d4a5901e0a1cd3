/** How a request to the local GitHub can go wrong. */
export type Fault =
  | { kind: 'status'; status: 401 | 404 | 500 | 502 | 503 }
  /** 403 with `x-ratelimit-remaining: 0` and a reset, or with `retry-after` when `secondary`. */
  | { kind: 'rate-limit'; secondary?: boolean; seconds: number }
  /** The connection is closed before an answer; `after` lets the request do its work first. */
  | { kind: 'cut'; after?: boolean }
  | { kind: 'slow'; milliseconds: number }

export type Match = { method?: string; path?: RegExp }

/** A delivery of a webhook to the App, as it was made. */
export type Delivery = {
  id: number
  guid: string
  event: string
  action: string | null
  delivered_at: string
  redelivery: boolean
  /** Seconds. */
  duration: number
  /** `OK`, `Invalid HTTP Response: 500`, `timed out`, `failed to connect to host`; `pending` before the first answer. */
  status: string
  status_code: number
  installation_id: number | null
  repository_id: number | null
  url: string
  request: { headers: Record<string, string>; body: string }
  response: { headers: Record<string, string>; body: string } | null
}

/** Switches for tests and figures for benchmarks. */
export type Control = {
  /** Answers the next `times` (1) matching API requests with a fault. */
  fail: (fault: Fault, match?: Match, times?: number) => void
  /** API calls of the App since the start or `resetCalls`, by route such as `POST /repos/{owner}/{repo}/issues/{n}/comments`. */
  calls: () => Record<string, number>
  resetCalls: () => void
  /**
   * `send` (the default) forwards each webhook at once; `fail` records each as failed, as if the App could not be reached;
   * `hold` keeps them for `release`.
   */
  webhooks: (mode: 'send' | 'fail' | 'hold') => void
  /** Sends what was held, after `arrange` has doubled, dropped or shuffled it, and goes back to `send`. */
  release: (arrange?: (held: Delivery[]) => Delivery[]) => Promise<void>
  /** Sends a delivery again: same guid and body, a new id. */
  redeliver: (id: number) => Promise<void>
  /** Recent deliveries, oldest first. */
  deliveries: () => Delivery[]
  /** Resolves when every webhook that was forwarded has been answered. */
  idle: () => Promise<void>
}
