import { finished, MAKER, requireMaker } from '../core/value-object';
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
    return new Grantee(MAKER, GranteeKind.ROLE, name);
  }

  /**
   * A RAM user.
   *
   * @param name the name of the user
   */
  public static user(name: string): Grantee {
    return new Grantee(MAKER, GranteeKind.USER, name);
  }

  /**
   * A RAM user group.
   *
   * @param name the name of the group
   */
  public static group(name: string): Grantee {
    return new Grantee(MAKER, GranteeKind.GROUP, name);
  }

  /** What it is. */
  public readonly kind: GranteeKind;

  /** Its name. */
  public readonly name: string;

  private constructor(maker: symbol, kind: GranteeKind, name: string) {
    requireMaker('Grantee', maker);
    refuse(`Grantee.${kind.toLowerCase()}`, granteeProblems(kind, known(name)));
    this.kind = kind;
    this.name = name;
    finished(this, 'Grantee');
  }
}
