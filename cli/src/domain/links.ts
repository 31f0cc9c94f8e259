import type { DeclaredStack, Json, LiveStack, Template } from './model';

/** A link of an instance to a VPC. */
export const LINK = 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc';

/** How ROS can be brought to change a link. */
export const RELINK = 'Take the link out of vpcAccess, deploy, then add it as it shall be and deploy again.';

/** A stack as it is or as it will be: a template with the values of its parameters. */
interface Side {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds a stack by its name and its region. */
type Find = (name: string, region: string) => Side | undefined;

/**
 * Why links to VPCs cannot be made: ROS makes the new link before it removes the old one, and an instance takes one link to a VPC. It
 * would take the update back, and could not where what the old link reads is gone.
 */
export function linkProblems(stack: DeclaredStack, live: LiveStack | undefined, before: Find, after: Find): string[] {
  const old = linksOf(live?.template);
  const next = linksOf(stack.template);
  const removed = new Map(
    [...old]
      .filter(([id]) => !next.has(id))
      .map(([id, link]) => [vpcOf(link, { ...stack, ...live, template: live!.template! }, before), id] as const),
  );
  return [...next]
    .filter(([id]) => !old.has(id))
    .flatMap(([id, link]) => {
      const first = removed.get(vpcOf(link, stack, after));
      return first === undefined
        ? []
        : [
            `${id} would link a VPC that ${first} links already: ROS makes the new link before it removes the old one, and an instance takes one ` +
              `link to a VPC. ${RELINK}`,
          ];
    });
}

type Link = Readonly<Record<string, Json>>;

const linksOf = (template: Template | undefined): Map<string, Link> =>
  new Map(
    Object.entries(template?.Resources ?? {})
      .filter(([, { Type }]) => Type === LINK)
      .map(([id, { Properties }]) => [id, Properties ?? {}]),
  );

/** The VPC and the instance of a link, told apart from others. */
const vpcOf = ({ VpcId, InstanceId }: Link, side: Side, find: Find): string =>
  JSON.stringify([identityOf(VpcId, side, find), InstanceId]);

/** As deep as stacks read from each other. */
const DEEPEST = 5;

/** What a value is: itself, or the resource that gives it, however it is read. */
function identityOf(
  value: Json | undefined,
  { name, region, template, parameters }: Side,
  find: Find,
  depth = 0,
): string {
  if (typeof value === 'string') {
    return value;
  }
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::GetStackOutput': read } = Object(value) as Record<string, string[]>;
  const resource = ref ?? attribute?.[0];
  if (typeof resource === 'string') {
    const parameter = template.Parameters?.[resource];
    const given = parameter === undefined ? undefined : (parameters[resource] ?? parameter.Default);
    return typeof given === 'string' ? given : `${region}/${name}/${resource}`;
  }
  const [from, output, where = region] = Array.isArray(read) ? read : [];
  const source = from === undefined ? undefined : find(from, where);
  const outputs = source?.template.Outputs as Record<string, { Value?: Json }> | undefined;
  const held = outputs?.[output]?.Value;
  return source === undefined || held === undefined || depth > DEEPEST
    ? JSON.stringify(value ?? null)
    : identityOf(held, source, find, depth + 1);
}
