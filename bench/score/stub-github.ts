/** A GitHub that takes everything at once, and says when it was given a check run. */
export function stubGitHub() {
  let heard: (at: number) => void = () => undefined
  let last = 0
  const request = async (route: string) => {
    if (route.includes('/check-runs')) heard(performance.now())
    last += 1
    return { data: { id: last, labels: [], check_runs: [], output: { annotations_count: 0 } } }
  }
  return {
    pace: 0,
    asInstallation: async () => ({ request }),
    /** When the next check run is sent. */
    nextCheck: () =>
      new Promise<number>((resolve) => {
        heard = resolve
      }),
  }
}
