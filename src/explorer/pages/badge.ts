/** A badge for a README or a post: two fields of text, as wide as their letters. CSS pixels. */
export interface Badge {
  readonly name: string
  readonly words: string
  readonly left: number
  readonly width: number
}

const LETTER = 6.6
const EDGES = 12

export function badge(name: string, words: string): Badge {
  const left = widthOf(name)
  return { name, words, left, width: left + widthOf(words) }
}

/** About right, and the picture stretches its letters to it. */
const widthOf = (text: string): number => Math.ceil([...text].length * LETTER) + EDGES
