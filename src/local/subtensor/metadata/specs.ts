/** The versions of the main network's runtime that the local network can play, oldest first. */
export const specs = [424, 475] as const

export type Spec = (typeof specs)[number]

export const newest: Spec = 475

export const isSpec = (value: number): value is Spec => specs.some((spec) => spec === value)
