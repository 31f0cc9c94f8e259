import { described, known } from '../core/tokens';
import { DeployTime } from '../domain/problem';
import { isPlainObject } from '../domain/prop-rules';
import { secretOrPlain } from '../instance/login-password';

/** The stacks of a registry are made here, so no parameter of a user can be in them, and a token is no secret. */
export function describedRegistry(props: unknown): unknown {
  if (!isPlainObject(props)) {
    return described(props);
  }
  const { primary, replicas } = props;
  const isList = Array.isArray(replicas) && !(known(replicas) instanceof DeployTime);
  const regions = isList ? Array.from(replicas, describedRegion) : described(replicas);
  return { ...(describedRegion(props) as object), primary: describedRegion(primary), replicas: regions };
}

/** The options of one region as the plan takes them. */
export function describedRegion(options: unknown): unknown {
  const hasPassword = isPlainObject(options) && 'loginPassword' in options;
  return described(hasPassword ? { ...options, loginPassword: secretOrPlain(options.loginPassword) } : options);
}
