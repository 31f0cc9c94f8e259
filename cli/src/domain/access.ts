/** Who may reach a registry, as Container Registry says. */
export interface RegistryAccess {
  /** Whether its Internet endpoint is on. */
  readonly internet: boolean;
  /** The address blocks of its list. A list that is empty lets everybody in. */
  readonly entries: readonly string[];
  /** The VPCs that are linked. */
  readonly vpcs: readonly string[];
}

/** The service and the library keep entries in there that let nobody in: they are addresses of a machine itself. */
const NOBODY = /^127\./;

/** The blocks from which somebody can come over the Internet. */
export const openBlocks = ({ internet, entries }: RegistryAccess): readonly string[] =>
  internet ? entries.filter(entry => !NOBODY.test(entry)) : [];

export const isOpenToAll = ({ internet, entries }: RegistryAccess): boolean => internet && entries.length === 0;

/** Whether anybody at all can reach it over the Internet. */
export const isOnInternet = (access: RegistryAccess): boolean => isOpenToAll(access) || openBlocks(access).length > 0;

/** Whether anybody at all can reach it. */
export const isReachable = (access: RegistryAccess): boolean => isOnInternet(access) || access.vpcs.length > 0;
