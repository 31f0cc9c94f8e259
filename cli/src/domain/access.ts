import type { InternetRecord } from './records';

/** Who may reach a registry, as Container Registry says. */
export interface RegistryAccess {
  readonly internet: InternetRecord;
  /** The VPCs that are linked. */
  readonly vpcs: readonly string[];
}

/** The service and the library keep such entries in a list, so that it is never empty: they are addresses of a machine itself. */
export const letsNobodyIn = (entry: string): boolean => entry.startsWith('127.');

/** Whether the endpoint is on and asks nobody who he is. */
export const isOpen = ({ isOn, hasList, entries }: InternetRecord): boolean =>
  isOn && (!hasList || entries.length === 0);

/** The blocks from which somebody can come over the Internet. */
export const openBlocks = ({ isOn, entries }: InternetRecord): readonly string[] =>
  isOn ? entries.filter(entry => !letsNobodyIn(entry)) : [];

/** Whether anybody at all can reach it over the Internet. */
export const isOnInternet = ({ internet }: RegistryAccess): boolean =>
  isOpen(internet) || openBlocks(internet).length > 0;

/** Whether anybody at all can reach it. */
export const isReachable = (access: RegistryAccess): boolean => isOnInternet(access) || access.vpcs.length > 0;
