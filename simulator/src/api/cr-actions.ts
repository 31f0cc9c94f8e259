import type { Actions } from './call';
import { CR_INSTANCES } from './cr-instances';
import { CR_REPLICATION } from './cr-replication';
import { CR_REPOSITORIES } from './cr-repositories';

/** Every action of Container Registry, by its name. */
export const CR_ACTIONS: Actions = { ...CR_INSTANCES, ...CR_REPOSITORIES, ...CR_REPLICATION };
