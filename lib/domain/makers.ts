/** A class of values that only its makers make. */
export type MadeKind =
  'PublicAccess' | 'ScanRule' | 'RetentionRule' | 'SyncRule' | 'Grantee' | 'MirroredRepository' | 'PullConfig';

/** How such a value is made, for who got it in another way. */
export function makersOf(kind: MadeKind): string {
  switch (kind) {
    case 'PublicAccess':
      return 'PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere()';
    case 'ScanRule':
      return 'ScanRule.instance(), .namespace(...) or .repository(...)';
    case 'RetentionRule':
      return 'RetentionRule.instance(...), .namespace(...) or .repository(...)';
    case 'SyncRule':
      return 'SyncRule.namespace("prod") or SyncRule.repository("prod", "api")';
    case 'Grantee':
      return 'Grantee.role("..."), Grantee.user("...") or Grantee.group("...")';
    case 'PullConfig':
      return 'PullConfig.containerd()';
    case 'MirroredRepository':
      return 'namespace.addRepository({ name: "api" })';
  }
}

/** Under which a value tells what it is, also to another copy of this library; no copy of its fields has it. */
export const MADE = Symbol.for('ros-cdk-global-registry.made');

/** Whether a value is what its class makes, whichever copy of this library made it; of a construct, whether it is of that kind. */
export function isMade(value: unknown, kind: string): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { [MADE]: made, _kind, node } = value as { [MADE]?: string; _kind?: string; node?: object };
  const parent: unknown = Object.getPrototypeOf(value);
  const isCopy = parent === null || Object.getPrototypeOf(parent) === null;
  return made === kind || (node !== undefined && _kind === kind && !isCopy);
}
