import { clip, prose } from '../../github/escape.ts'
import { inHome, SHOWN, settledIn } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { isStuck } from '../../mechanisms/mandate/decide.ts'
import { describeStep } from '../launch/step.ts'

/** Rule C1: which of the owner's calls make the chain like the architecture, and at which block each goes. */
const mandateSection: Section = {
  template: 'mandate/section/mandate',
  events: [
    'ChangeMerged',
    'ChangeWaits',
    'UpdateMerged',
    'UpdateReverted',
    'IntentCancelled',
    'IntentFailed',
    'IntentRetried',
    'RepositoryChosen',
    'ArchitectureAdopted',
    'ChangeRefused',
    'ChangeStepDone',
    'SubnetDissolved',
  ],
  reads: [],
  fill(state, facts) {
    const home = inHome(state, facts)
    const { change, next } = state.mandate
    if (!change || !home) return null
    const { number, pull, by, stage, commit, steps, done, block, problems } = change
    return {
      pull,
      by: by && clip(by.login, SHOWN.login),
      stage,
      block,
      url: `${home.url}/pull/${pull}`,
      commit,
      commitUrl: `${home.url}/commit/${commit}`,
      steps: steps.map(({ step, turn }, place) => ({
        what: describeStep(step),
        from: turn.from,
        isDone: place < done,
        in: settledIn(state, { kind: 'owner-step', about: [number, place] }),
      })),
      problems: problems
        .slice(0, SHOWN.items)
        .map(({ file, line, message }) => ({ file, line, message: prose(clip(message, SHOWN.gist)) })),
      more: Math.max(problems.length - SHOWN.items, 0),
      isStuck: isStuck(state),
      next: next && { pull: next.pull, url: `${home.url}/pull/${next.pull}` },
    }
  },
}

export const mandateSections = { mandate: mandateSection } satisfies Sections
