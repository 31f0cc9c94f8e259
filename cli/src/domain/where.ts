/** Where something was asked: two clouds, or two accounts of one, have nothing in common. */
export interface Where {
  /** Whether it is the embedded simulator. */
  readonly simulation: boolean;
  /** Of ROS; null for the embedded simulator, whose address is another each time. */
  readonly endpoint: string | null;
  /** The id of the account, as far as it is known. */
  readonly account: string | null;
}

/** The same in words. */
export const whereText = ({ simulation, endpoint, account }: Where): string =>
  simulation ? 'the simulation' : `${account === null ? 'an unknown account' : `account ${account}`} at ${endpoint}`;

/**
 * Whether both are the same: in the cloud the account tells, from whichever endpoint it is asked; each simulator is a cloud of its own, and
 * all of them have the same account.
 *
 * @param isSimulator whether an endpoint is one of a simulator
 */
export function isSamePlace(one: Where, other: Where, isSimulator: (endpoint: string) => boolean): boolean {
  if (one.simulation || other.simulation) {
    return one.simulation && other.simulation;
  }
  const simulators = [one, other].some(({ endpoint }) => endpoint !== null && isSimulator(endpoint));
  const sameEndpoint = one.endpoint === other.endpoint;
  return one.account === other.account && (sameEndpoint || (!simulators && one.account !== null));
}
