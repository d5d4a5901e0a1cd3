import type { CommandSpec } from '../kit/handler.ts'

export const help: CommandSpec = {
  name: 'help',
  usage: '/help',
  summary: 'Shows these commands.',
  who: 'anyone',
  run: async ({ person, at }) => ({
    kind: 'answer',
    answer: { kind: 'help', asked: { by: person.id, at } },
  }),
}

export const status: CommandSpec = {
  name: 'status',
  usage: '/status',
  summary: 'Says where this subnet stands, and what happens next.',
  who: 'anyone',
  run: async ({ subject, issue }) => {
    const askedOn = subject.kind === 'idea' ? null : issue
    return { kind: 'answer', answer: { kind: 'status', stream: subject.stream, askedOn } }
  },
}
