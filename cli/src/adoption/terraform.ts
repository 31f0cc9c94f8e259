import type { FoundRegistry } from '../domain/found';
import type { Place } from '../domain/image-records';

/** What a state of Terraform says of registries; nothing else is taken from it, for a state holds secrets. */
export interface TerraformState {
  /** The instances with their regions, as far as it tells them. */
  readonly places: readonly Place[];
  /** Instances whose regions it does not tell. */
  readonly unplaced: readonly string[];
  readonly resources: readonly TerraformResource[];
}

/** A resource of the Enterprise Edition. */
export interface TerraformResource {
  /** As `terraform state` names it. */
  readonly address: string;
  readonly instanceId: string;
  /** What it is on the instance: `namespaces/prod`; undefined where that is not looked for. */
  readonly part?: string;
}

interface Raw {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Reads a state, as `terraform state pull` and `terraform show -json` write it. Types and attributes are those of the provider
 * aliyun/alicloud: https://github.com/aliyun/terraform-provider-alicloud/tree/master/website/docs/r
 */
export function readTerraform(text: string, file: string): TerraformState {
  const found = rawResources(parsed(text, file), file).filter(({ type }) => type.startsWith('alicloud_cr_'));
  const resources = found.flatMap(raw => {
    const instanceId = raw.type === INSTANCE ? textOf(raw, 'id') : textOf(raw, 'instance_id');
    // What has no instance is of the Personal Edition.
    return instanceId === undefined ? [] : [{ address: raw.address, instanceId, part: partOf(raw) }];
  });
  const regions = new Map(found.flatMap(regionsIn));
  const ids = [...new Set(resources.map(({ instanceId }) => instanceId))].sort();
  if (ids.length === 0) {
    throw new Error(`${file} has no registry of the Enterprise Edition: nothing in it is an ${INSTANCE} or on one.`);
  }
  const placed = ids.filter(id => regions.has(id));
  return {
    places: placed.map(instanceId => ({ instanceId, region: regions.get(instanceId)! })),
    unplaced: ids.filter(id => !regions.has(id)),
    resources: [...resources].sort((one, other) => (one.address < other.address ? -1 : 1)),
  };
}

/** What the state has and the service has not. */
export function goneOf({ resources }: TerraformState, registries: readonly FoundRegistry[]): string[] {
  const there = new Set(
    registries.flatMap(({ instanceId, namespaces, repositories, rules }) => [
      `${instanceId}/`,
      ...namespaces.map(({ name }) => `${instanceId}/namespaces/${name}`),
      ...repositories.map(({ namespace, name }) => `${instanceId}/repositories/${namespace}/${name}`),
      ...rules.map(({ id }) => `${instanceId}/rules/${id}`),
    ]),
  );
  return resources
    .filter(({ instanceId, part }) => part !== undefined && !there.has(`${instanceId}/${part}`))
    .map(({ address }) => address);
}

const INSTANCE = 'alicloud_cr_ee_instance';
const NAMESPACE = 'alicloud_cr_ee_namespace';
const REPOSITORY = 'alicloud_cr_ee_repo';
const SYNC_RULE = 'alicloud_cr_ee_sync_rule';

function textOf({ values }: Raw, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function partOf(raw: Raw): string | undefined {
  const rule = textOf(raw, 'repo_sync_rule_id') ?? textOf(raw, 'rule_id');
  switch (raw.type) {
    case INSTANCE:
      return '';
    case NAMESPACE:
      return `namespaces/${textOf(raw, 'name')}`;
    case REPOSITORY:
      return `repositories/${textOf(raw, 'namespace')}/${textOf(raw, 'name')}`;
    case SYNC_RULE:
      return rule === undefined ? undefined : `rules/${rule}`;
    default:
      return undefined;
  }
}

/** Instances tell their own regions, rules those of both ends; older providers leave the first one out, but not the host. */
function regionsIn(raw: Raw): [string, string][] {
  const pair = (id: string | undefined, region: string | undefined): [string, string][] =>
    id === undefined || region === undefined ? [] : [[id, region]];
  if (raw.type === INSTANCE) {
    return pair(textOf(raw, 'id'), textOf(raw, 'region_id') ?? regionOfHost(raw));
  }
  return raw.type === SYNC_RULE
    ? [
        ...pair(textOf(raw, 'instance_id'), textOf(raw, 'region_id')),
        ...pair(textOf(raw, 'target_instance_id'), textOf(raw, 'target_region_id')),
      ]
    : [];
}

const regionOfHost = ({ values }: Raw): string | undefined =>
  /\.([a-z0-9-]+)\.cr\.aliyuncs\.com/.exec(JSON.stringify(values.instance_endpoints ?? ''))?.[1];

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is no object is none of those that are looked for. */
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

const WRITE = 'Write one with: terraform state pull > FILE';

function parsed(text: string, file: string): Json {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error(`${file} is no state of Terraform: it is not JSON. ${WRITE}`);
  }
  if (!isObject(read)) {
    throw new Error(`${file} is no state of Terraform: it is JSON, but no object. ${WRITE}`);
  }
  return read;
}

function rawResources(state: Json, file: string): Raw[] {
  if (isObject(state.values)) {
    return shownResources(state.values.root_module);
  }
  if (state.version === 4) {
    return listOf(state.resources)
      .filter(({ mode }) => mode === 'managed')
      .flatMap(storedResources);
  }
  throw new Error(
    `${file} is no state of Terraform that can be read: it has neither version 4 nor the values of terraform show -json. ` +
      WRITE,
  );
}

/** A resource as a state keeps it, once for each of its keys. */
function storedResources({ module, type, name, instances }: Json): Raw[] {
  return listOf(instances).map(({ index_key: key, attributes }) => {
    const at = key === undefined ? '' : `[${JSON.stringify(key)}]`;
    const address = `${module === undefined ? '' : `${String(module)}.`}${String(type)}.${String(name)}${at}`;
    return { address, type: String(type), values: isObject(attributes) ? attributes : {} };
  });
}

/** The same as `terraform show -json` has it, with the modules inside. */
function shownResources(module: unknown): Raw[] {
  const { resources, child_modules: inner } = isObject(module) ? module : {};
  const here = listOf(resources)
    .filter(({ mode }) => mode === 'managed')
    .map(({ address, type, values }) => ({
      address: String(address),
      type: String(type),
      values: isObject(values) ? values : {},
    }));
  return [...here, ...listOf(inner).flatMap(shownResources)];
}
