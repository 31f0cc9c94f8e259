import { described } from '../core/tokens';
import { secretOrPlain } from '../instance/login-password';

/** The stacks of a registry are made here, so no parameter of a user can be in them, and a token is no secret. */
export function describedRegistry(props: unknown): unknown {
  const given = described(describedRegion(props)) as Record<string, unknown> | undefined;
  const regions = (list: unknown) => (Array.isArray(list) ? list.map(describedRegion) : list);
  return typeof given === 'object' && given !== null
    ? { ...given, primary: describedRegion(given.primary), replicas: regions(given.replicas) }
    : given;
}

/** The options of one region as the plan takes them. */
export function describedRegion(options: unknown): unknown {
  const isObject = typeof options === 'object' && options !== null && 'loginPassword' in options;
  return isObject ? described({ ...options, loginPassword: secretOrPlain(options.loginPassword) }) : described(options);
}
