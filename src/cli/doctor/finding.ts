/** What was found out about one thing. */
export interface Finding {
  readonly about: string
  /** `beware`: it runs, and somebody should look. */
  readonly state: 'good' | 'beware' | 'wrong'
  readonly says: string
  /** What to do; null where nothing is to do. */
  readonly mend: string | null
}

export const good = (about: string, says: string): Finding => ({ about, state: 'good', says, mend: null })

export const beware = (about: string, says: string, mend: string): Finding => ({
  about,
  state: 'beware',
  says,
  mend,
})

export const wrong = (about: string, says: string, mend: string): Finding => ({
  about,
  state: 'wrong',
  says,
  mend,
})
