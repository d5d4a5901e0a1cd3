/**
 * Where a thing was seen, so that anyone can look it up. It is a comment, an issue, a head of a pull request, a block, an errand
 * of the App's own, or the operator.
 */
export type Source =
  | { readonly kind: 'issue'; readonly issue: number }
  | { readonly kind: 'comment'; readonly issue: number; readonly comment: number }
  /** What is written above a review's comments, or one of these: each has ids of its own. */
  | { readonly kind: 'review'; readonly pull: number; readonly review: number }
  | { readonly kind: 'review-comment'; readonly pull: number; readonly comment: number }
  | {
      readonly kind: 'block'
      readonly block: number
      readonly blockHash: string
      readonly extrinsic: number | null
    }
  | { readonly kind: 'pull'; readonly pull: number; readonly head: string }
  | { readonly kind: 'errand'; readonly name: string }
  /** What happened in another stream of the same subnet, in the same transaction. */
  | { readonly kind: 'stream'; readonly stream: string }
  /** The operator, at a terminal, by the name that was given there. */
  | { readonly kind: 'operator'; readonly name: string }

/** When and where a command was seen. `at` is milliseconds since 1970, UTC: a comment's creation or a block's timestamp. */
export interface Occurrence {
  readonly at: number
  readonly source: Source
}

/** A person, by GitHub's numeric id. The login is for showing only: it can change hands. */
export interface Person {
  readonly id: number
  readonly login: string
}
