import { Redactor } from '../cloud/redact';

/** Names under which people keep what nobody else may see. */
const NAMES = /ACCESS_?KEY|SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_?KEY|API_?KEY/i;
/** Where it lies is no secret. */
const PLACES = /(FILE|PATH|DIR|HOME|SOCK)$/i;

/** An app may print its environment; its secrets are hidden before anything runs. */
export function environmentSecrets(environment: NodeJS.ProcessEnv = process.env): Redactor {
  const redactor = new Redactor();
  for (const [name, value] of Object.entries(environment)) {
    if (NAMES.test(name) && !PLACES.test(name)) {
      redactor.add(value);
    }
  }
  return redactor;
}

/** Beyond it, timers of the platform overflow, and do not wait at all. */
const SLOWEST = 100;

/**
 * By how much waiting is shortened at a simulator whose time runs faster.
 *
 * @param atSimulator whether it is one: the cloud is never asked faster than it likes
 * @param tell of a pace that is not used
 */
export function paceOf(
  atSimulator: boolean,
  tell: (text: string) => void,
  given = process.env.GLOBAL_REGISTRY_PACE,
): number {
  if (given === undefined || given === '') {
    return 1;
  }
  const pace = /^\d*\.?\d+(e-?\d+)?$/i.test(given) ? Number(given) : Number.NaN;
  if (!(pace > 0 && pace <= SLOWEST)) {
    throw new Error(
      `GLOBAL_REGISTRY_PACE is ${JSON.stringify(given)}, but it is a number above 0 and at most ${SLOWEST}, such as 0.1 for a simulator ` +
        'whose time runs ten times as fast. Correct it, or unset it.',
    );
  }
  if (!atSimulator) {
    tell(
      'warning: GLOBAL_REGISTRY_PACE is left aside: it is for simulators on this machine, and the cloud is not hurried.',
    );
    return 1;
  }
  return pace;
}
