import { ACCESS } from './access';
import { BESIDE } from './beside';
import { DEPLOY_TIME } from './deploy-time';
import { GRANTS } from './grants';
import { INSTANCE } from './instance';
import { LOGIN_PASSWORD } from './login-password';
import { MIRRORED_NAMESPACE } from './mirrored-namespace';
import { NAMES } from './names';
import { NAMESPACES } from './namespaces';
import { OTHER_RESOURCES } from './other-resources';
import { OUTPUTS } from './outputs';
import { PLACES } from './places';
import { PLAIN_JAVASCRIPT } from './plain-javascript';
import { PULLING } from './pulling';
import { PURCHASE } from './purchase';
import { Subject } from './refusal';
import { REGIONS } from './regions';
import { REGISTRY } from './registry';
import { REMOVED } from './removed';
import { REPLICATION } from './replication';
import { RESOURCES } from './resources';
import { SCANNING_AND_RETENTION } from './scanning-and-retention';
import { SERVICE_ROLES } from './service-roles';
import { STACKS } from './stacks';
import { SYNC_RULES } from './sync-rules';
import { VALUES } from './values';
import { WHOLE_APP } from './whole-app';

/** Everything that is refused, in the order of the documentation. */
export const REFUSALS: readonly Subject[] = [
  REGISTRY,
  REGIONS,
  PURCHASE,
  NAMESPACES,
  ACCESS,
  LOGIN_PASSWORD,
  SCANNING_AND_RETENTION,
  GRANTS,
  PULLING,
  SERVICE_ROLES,
  INSTANCE,
  MIRRORED_NAMESPACE,
  SYNC_RULES,
  REPLICATION,
  STACKS,
  NAMES,
  PLACES,
  PLAIN_JAVASCRIPT,
  DEPLOY_TIME,
  VALUES,
  OUTPUTS,
  OTHER_RESOURCES,
  WHOLE_APP,
  BESIDE,
  REMOVED,
  RESOURCES,
];
