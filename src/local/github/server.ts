import type { Control } from './control.ts'

export type GitHubOptions = {
  /** Where to keep everything over a restart; without it nothing is kept. */
  dataDir?: string
  /** Port to listen on; by default the one of the last run in `dataDir` if it is free, else any free one. */
  port?: number
  /** Where the App listens for webhooks; without it they are not sent. See `setWebhookUrl`. */
  webhookUrl?: string
}

export type LocalGitHub = {
  /** Base address of the API and of the pages, without a slash at the end: `http://127.0.0.1:PORT`. */
  url: string
  app: { id: number; slug: string; privateKey: string; webhookSecret: string; installationId: number }
  market: { owner: string; repo: string; id: number }
  /** A token for each person, by login; and everybody's numeric id. */
  tokens: Record<string, string>
  users: Record<string, number>
  control: Control
  setWebhookUrl: (url: string) => void
  stop: () => Promise<void>
}

/**
 * Starts a GitHub on a free loopback port: the organisation `riverbed`, its repository `market` with the contents of
 * `templates/market`, people with tokens, and the App of `app.yml` installed on all of it.
 */
export declare function startGitHub(options?: GitHubOptions): Promise<LocalGitHub>
