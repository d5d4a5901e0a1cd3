import type { Logger } from 'pino'
import { Probot, ProbotOctokit } from 'probot'
import type { Settings } from './settings.ts'

export type GitHub = InstanceType<typeof ProbotOctokit>

export interface GitHubApp {
  /** As the App itself: its deliveries and installations. */
  asApp(): Promise<GitHub>
  /** As one installation; tokens are kept until they expire. */
  asInstallation(id: number): Promise<GitHub>
}

/** The App's way to GitHub. Retries are the job queue's, so Octokit makes none of its own. */
export function connectGitHub(settings: Settings, log: Logger): GitHubApp {
  // A function, because Probot overrules a plain object.
  const Octokit = ProbotOctokit.defaults((options: Record<string, object | undefined>) => ({
    ...options,
    throttle: { ...options.throttle, enabled: settings.githubThrottle },
    retry: { ...options.retry, enabled: false },
  }))
  const probot = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    baseUrl: settings.githubApiUrl,
    log,
    Octokit,
  })
  return { asApp: () => probot.auth(), asInstallation: (id) => probot.auth(id) }
}
