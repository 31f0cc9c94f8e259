import { listOf, ObjectRule, PropRule } from '../prop-rules';
import { imageHostProblems, passwordReferenceProblems, repositoryPathProblems, usernameProblems } from './checks';

/** Why no word of a text may be decided at deploy time. */
const WRITTEN_AT_SYNTH = { rule: 'the text is written at synth', fix: 'Write the value itself' };

/** What every configuration takes. */
export const PULL_CONFIG = {
  imageHost: { check: imageHostProblems, atSynth: WRITTEN_AT_SYNTH },
} satisfies Record<string, PropRule>;

/** What kustomize takes besides. */
export const KUSTOMIZE = {
  ...PULL_CONFIG,
  repositories: {
    check: listOf({ check: repositoryPathProblems, atSynth: WRITTEN_AT_SYNTH }),
    atSynth: WRITTEN_AT_SYNTH,
  },
} satisfies Record<string, PropRule>;

/** What a secret takes besides. */
export const PULL_SECRET = {
  ...PULL_CONFIG,
  username: { check: usernameProblems, required: true, atSynth: WRITTEN_AT_SYNTH },
  password: { check: passwordReferenceProblems, atSynth: WRITTEN_AT_SYNTH },
} satisfies Record<string, PropRule>;

/** The options of a configuration, for messages. */
export function pullConfigRule(
  props: ObjectRule['props'],
  example = "{ imageHost: 'registry.acme.example' }",
): ObjectRule {
  return { what: 'a pull configuration', example, props };
}
