import { OTHER_TYPES, VALUES } from './facts.generated';
import { DeployTime, Origin, Problem, Words } from './problem';

/** What a value is that another resource gives, such as the id of a VPC. */
export type ValueName = keyof typeof VALUES;

interface Value {
  readonly what: string;
  readonly type: string;
  /** The one attribute that gives it, where the attributes of the type are known. */
  readonly attribute?: string;
  /** A type that may come to give the same attribute. */
  readonly maybe?: string;
  /** The property of the resource that decides it. */
  readonly property?: string;
  /** What such a value begins with. */
  readonly begins?: string;
}

/** Stands for the type of what gives a pseudo parameter, which every template has. */
export const PSEUDO_PARAMETER = 'a pseudo parameter';

const KNOWN_TYPES: readonly string[] = [...Object.values(VALUES).map(({ type }) => type), ...OTHER_TYPES];

/** What is wrong with a value of another resource in a place where something else belongs; what is not known is taken. */
export function originProblems(subject: string, got: DeployTime, name: ValueName): Problem[] {
  const value: Value = VALUES[name];
  const { origin, parts } = got;
  const { what, begins = '' } = value;
  if (origin !== undefined && isSomethingElse(origin, value)) {
    const { attribute = 'Ref', type } = value;
    const from =
      origin.attribute === 'Ref' ? `a reference to ${origin.path}` : `attribute ${origin.attribute} of ${origin.path}`;
    const fix = attribute === 'Ref' ? `Give that of an ${type}` : `Give attribute ${attribute} of an ${type}`;
    return [{ subject, got: new Words(from), rule: `${what} belongs here`, fix }];
  }
  const [head = ''] = parts;
  return head.startsWith(begins) || begins.startsWith(head)
    ? []
    : [
        {
          subject,
          got: new Words(`${JSON.stringify(head)} and what is decided at deploy time`),
          rule: `${what} begins with "${begins}"`,
          fix: 'Give the value alone',
        },
      ];
}

/**
 * What a value is, in whatever words it is said: the value itself, or the resource that gives it, by reference or by attribute.
 * Undefined where only the deployment tells.
 */
export function identityOf(got: unknown, name: ValueName): string | undefined {
  if (!(got instanceof DeployTime)) {
    return typeof got === 'string' ? got : undefined;
  }
  const { type, attribute, property }: Value = VALUES[name];
  const { origin } = got;
  if (origin?.type !== type || ![attribute ?? origin.attribute, 'Ref'].includes(origin.attribute)) {
    return undefined;
  }
  const decided = property === undefined ? undefined : origin.property(property);
  return typeof decided === 'string' ? decided : `what ${origin.path} makes`;
}

function isSomethingElse({ path, type, attribute }: Origin, value: Value): boolean {
  if (type === PSEUDO_PARAMETER) {
    return value.begins !== undefined || (value.type.startsWith('ALIYUN::RAM::') && path !== 'ALIYUN::StackName');
  }
  return type === value.type
    ? value.attribute !== undefined && ![value.attribute, 'Ref'].includes(attribute)
    : KNOWN_TYPES.includes(type) && !(type === value.maybe && attribute === value.attribute);
}
