import type { Actions } from './call';
import { CR_ENDPOINTS } from './cr-endpoints';
import { CR_INSTANCES } from './cr-instances';
import { CR_NAMESPACES } from './cr-namespaces';
import { CR_REPLICATION } from './cr-replication';
import { CR_REPOSITORIES } from './cr-repositories';
import { CR_LIFECYCLE_RULES, CR_SCAN_RULES } from './cr-rules';
import { CR_TAGS } from './cr-tags';

/** Every action of Container Registry, by its name. */
export const CR_ACTIONS: Actions = {
  ...CR_INSTANCES,
  ...CR_ENDPOINTS,
  ...CR_NAMESPACES,
  ...CR_REPOSITORIES,
  ...CR_REPLICATION,
  ...CR_SCAN_RULES,
  ...CR_LIFECYCLE_RULES,
  ...CR_TAGS,
};
