/** `ALIYUN::CR::InstanceV2` to `RosInstanceV2`. */
export function className(type: string): string {
  return `Ros${type.split('::').at(-1)}`;
}

/** `ALIYUN::CR::InstanceV2` to `INSTANCE_V2`, `DATASOURCE::CR::Instance` to `DATASOURCE_INSTANCE`. */
export function tableName(type: string): string {
  const [kind, , name] = type.split('::');
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
  return kind === 'DATASOURCE' ? `DATASOURCE_${words}` : words;
}

/**
 * `InstanceName` to `instanceName`, `EnableCreateDNSRecordInPvzt` to `enableCreateDnsRecordInPvzt`: jsii allows no run of capitals,
 * and this is how the official packages break it.
 */
export function propName(key: string): string {
  const words = key.replace(
    /([A-Z])([A-Z]+)(?=[A-Z][a-z]|$)/g,
    (_, first: string, rest: string) => first + rest.toLowerCase(),
  );
  return words[0].toLowerCase() + words.slice(1);
}

/** `InstanceId` to `attrInstanceId`. */
export function attributeName(key: string): string {
  return `attr${key}`;
}

/** The interface of a map, `RepoSource` to `RepoSourceProperty`. */
export function mapName(key: string): string {
  return `${key}Property`;
}
