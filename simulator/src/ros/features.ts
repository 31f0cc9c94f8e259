import { DOCUMENTED_TYPES, READERS } from '../resources/readers';

/** What ROS can do with resources that exist already. Which types it can do it with is told by GetFeatureDetails alone; and what else not every ROS does. */
export interface Features {
  /** The types of resources that can be imported. */
  readonly importable: ReadonlySet<string>;
  /** The types of resources whose drift is detected. */
  readonly drift: ReadonlySet<string>;
  /** Whether it tells the policy that a template takes. */
  readonly policies: boolean;
}

/** Types by name, or all that the simulator can find and read. */
export type TypeList = readonly string[] | 'all';

export function featuresOf(importable?: TypeList, drift?: TypeList, policies = true): Features {
  return { importable: typesOf('importableTypes', importable), drift: typesOf('driftTypes', drift), policies };
}

function typesOf(option: string, list: TypeList = DOCUMENTED_TYPES): ReadonlySet<string> {
  const known = Object.keys(READERS);
  const stranger = list === 'all' ? undefined : list.find(type => !known.includes(type));
  if (stranger !== undefined) {
    throw new Error(`${option} names ${JSON.stringify(stranger)}. It is all, or types of these: ${known.join(', ')}.`);
  }
  return new Set(list === 'all' ? known : list);
}
