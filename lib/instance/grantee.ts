import { refuse } from '../core/refuse';
import { known } from '../core/tokens';
import { GranteeKind } from '../domain/choices';
import { granteeProblems } from '../domain/policies';

/** Who gets a permission: a role, a user or a group of Resource Access Management (RAM) in the account that is deployed to. */
export class Grantee {
  /**
   * A RAM role, which programs take on.
   *
   * @param name the name of the role, not its ARN
   */
  public static role(name: string): Grantee {
    return new Grantee(GranteeKind.ROLE, name);
  }

  /**
   * A RAM user.
   *
   * @param name the name of the user
   */
  public static user(name: string): Grantee {
    return new Grantee(GranteeKind.USER, name);
  }

  /**
   * A RAM user group.
   *
   * @param name the name of the group
   */
  public static group(name: string): Grantee {
    return new Grantee(GranteeKind.GROUP, name);
  }

  /** What it is. */
  public readonly kind: GranteeKind;

  /** Its name. */
  public readonly name: string;

  private constructor(kind: GranteeKind, name: string) {
    refuse(`Grantee.${kind.toLowerCase()}`, granteeProblems(kind, known(name)));
    this.kind = kind;
    this.name = name;
  }

  /**
   * Tells what it is, also to another copy of this library; not an own property, so that a copy made by spreading is none.
   *
   * @internal
   */
  public get _kind(): string {
    return KIND;
  }
}

const KIND = 'Grantee';
