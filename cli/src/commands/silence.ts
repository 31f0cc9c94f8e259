import type { OnSilence } from '../cloud/retry';
import { paragraph } from '../report/text';
import type { Output } from '../session/output';

/** Tells that a region does not answer: once, for all its calls meet the same. */
export function silenceTeller(output: Output): OnSilence {
  const told = new Set<string>();
  return ({ action, region }, seconds, error) => {
    const who = region === '' ? 'ROS' : region;
    if (told.has(who)) {
      return;
    }
    told.add(who);
    const why = error === undefined ? '' : ` (${error.message})`;
    output.progress(paragraph(`${who} has not answered ${action} for ${seconds} s${why}; it is asked again.`));
  };
}
