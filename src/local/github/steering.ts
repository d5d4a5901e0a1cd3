/** A thread: an idea in the market, or anything in a subnet's own repository. */
export type IssueRef = { repository: number; number: number }

/** What somebody asked for at a thread, and who did: the login of one of the people. */
export type Asked = { place: IssueRef; login: string; amount: string }

/** What a world around a local GitHub lets people do from a thread. Alone, a GitHub has none of it. */
export const MOVES = ['link', 'pay', 'contribute', 'go-on', 'populate'] as const

export type Move = (typeof MOVES)[number]

/** Each answers in a sentence what has happened, or throws one that says why it could not. */
export type Steering = Readonly<Record<Move, (asked: Asked) => Promise<string>>>

export type Wheel = { current: Steering | undefined }
