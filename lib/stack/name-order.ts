import * as ros from '@alicloud/ros-cdk-core';
import { madeIn } from '../core/made';
import { OtherElement, othersIn } from '../core/others';
import { waitsFor } from '../core/stack-order';
import { isLiteral, propertyOf, topLevel } from '../core/tokens';
import { Problem } from '../domain/problem';
import type { TemplateResource } from './template';

/** A property of ours that names something, and what makes a thing of that name. */
interface Naming {
  readonly property: string;
  readonly type: string;
  readonly key: string;
  /** The prop that says it, where such a thing belongs to the region of whoever names it. */
  readonly regional?: string;
}

/** What our resources name by plain text, although the same app may make it. */
const NAMINGS: Readonly<Record<string, Naming>> = {
  'ALIYUN::RAM::AttachPolicyToRole': { property: 'RoleName', type: 'ALIYUN::RAM::Role', key: 'RoleName' },
  'ALIYUN::RAM::AttachPolicyToUser': { property: 'UserName', type: 'ALIYUN::RAM::User', key: 'UserName' },
  'ALIYUN::RAM::AttachPolicyToGroup': { property: 'GroupName', type: 'ALIYUN::RAM::Group', key: 'GroupName' },
  'ALIYUN::CR::Instance': {
    property: 'InstanceStorageName',
    type: 'ALIYUN::OSS::Bucket',
    key: 'BucketName',
    regional: 'storageBucketName',
  },
};

/** A resource of ours, and the element by which users make what it names. */
interface Named {
  readonly resource: ros.RosResource;
  readonly naming: Naming;
  readonly maker: ros.RosElement;
}

/** Lets what names a role, a user, a group or a bucket wait for whatever makes it in the same app, as it would wait for its attribute. */
export function orderByNames(whole: ros.IConstruct): void {
  for (const { resource, maker } of namedIn(whole)) {
    const [stack, other] = [resource, maker].map(element => topLevel(element.stack));
    if (resource.stack === maker.stack) {
      resource.addRosDependency((maker as ros.RosResource).logicalId);
    } else if (stack !== other && !waitsFor(other, stack) && !stack.dependencies.includes(other)) {
      stack.addDependency(other, `${resource.node.path} names what ${maker.node.path} makes`);
    }
  }
}

/** What is wrong with what is named in one region and made in another. */
export function namedElsewhereProblems(whole: ros.IConstruct): Problem[] {
  return namedIn(whole).flatMap(({ resource, naming: { regional, property }, maker }) => {
    const [here, there] = [resource, maker].map(element => topLevel(element.stack).region);
    const rule = `${maker.node.path} makes it in ${there}, and it belongs to the region of its instance, ${here}`;
    const subject = `${regional} of ${resource.node.scope!.node.path}`;
    return regional === undefined || here === there || ![here, there].every(isLiteral)
      ? []
      : [{ subject, got: propertyOf(resource, property), rule, fix: `Give one of ${here}` }];
  });
}

function namedIn(whole: ros.IConstruct): Named[] {
  const naming = madeIn(whole).filter(
    (element): element is ros.RosResource => typeOf(element) in NAMINGS && element.node.scope !== undefined,
  );
  const makers = naming.length === 0 ? new Map<string, ros.RosElement>() : makersIn(othersIn(whole));
  return naming.flatMap(resource => {
    const { [typeOf(resource)]: one } = NAMINGS;
    const maker = makers.get(keyOf(one.type, propertyOf(resource, one.property)));
    return maker === undefined ? [] : [{ resource, naming: one, maker }];
  });
}

/** What users make under names that are known at synth. */
function makersIn(others: readonly OtherElement[]): Map<string, ros.RosElement> {
  const namings = Object.values(NAMINGS);
  const made = others.flatMap(({ element, written }) =>
    Object.values(written.Resources ?? {}).flatMap(resource => {
      const { Type, Properties = {} } = resource as TemplateResource & { Properties?: Record<string, unknown> };
      const naming = namings.find(({ type }) => type === Type);
      const name = naming && Properties[naming.key];
      return isLiteral(name) ? [[keyOf(Type, name), element] as const] : [];
    }),
  );
  return new Map(made);
}

function keyOf(type: string, name: unknown): string {
  return `${type} ${isLiteral(name) ? name : ''}`;
}

function typeOf(element: ros.RosElement): string {
  return (element as Partial<ros.RosResource>).rosResourceType ?? '';
}
