/** What may happen to the deployer while it runs. */
import * as fc from 'fast-check';
import { type Act, act, interference } from './console';
import type { Death } from './deployer';

/** What somebody else does before a call: of all, or of those after the run has shown what it means to do. */
interface Meanwhile {
  readonly act: Act;
  readonly calls: number;
  readonly isLate: boolean;
  /** Whether it is over and done with before the run goes on. */
  readonly isSlow: boolean;
}

/** What may happen to a run. */
export interface Fate {
  readonly death?: Death;
  /** It is started again at once, in the middle of what the dead one has begun. */
  readonly again: boolean;
  /** Somebody else runs the same at the same time. */
  readonly rival: boolean;
  readonly meanwhile?: Meanwhile;
}

/** Nothing out of the ordinary. */
export const QUIET: Fate = { again: false, rival: false };

/** Before which call, or after it, a process dies. */
const death = fc.record({ calls: fc.integer({ min: 1, max: 70 }), afterEffect: fc.boolean() });

export const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(QUIET) },
  { weight: 2, arbitrary: fc.record({ death, again: fc.boolean(), rival: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ again: fc.constant(false), rival: fc.constant(true) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      again: fc.constant(false),
      rival: fc.constant(false),
      meanwhile: fc.oneof(
        fc.record({ act, calls: fc.nat({ max: 80 }), isLate: fc.constant(false), isSlow: fc.boolean() }),
        fc.record({
          act: interference,
          calls: fc.nat({ max: 6 }),
          isLate: fc.constant(true),
          isSlow: fc.boolean(),
        }),
      ),
    }),
  },
);

/** What befalls it, in words. */
export function destiny({ death: dies, again, rival, meanwhile }: Fate): string {
  return [
    dies && `, dies ${dies.afterEffect ? 'after' : 'before'} its call ${dies.calls}${again ? ', and again' : ''}`,
    rival && ', and the same by somebody else',
    meanwhile && `, ${meanwhile.calls} calls ${meanwhile.isLate ? 'after the plan' : 'on'}: ${meanwhile.act.name}`,
  ]
    .filter(Boolean)
    .join('');
}

/** The kind of what befalls it. */
export const circumstances = ({ death: dies, again, rival, meanwhile }: Fate): string =>
  [
    dies && (again ? ', killed and run again' : ', killed'),
    rival && ', beside another run',
    meanwhile && ', while others are at work',
  ]
    .filter(Boolean)
    .join('');
