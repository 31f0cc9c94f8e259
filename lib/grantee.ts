/** Who gets a permission: a role, a user or a group of Resource Access Management (RAM) in the account that is deployed to. */
export class Grantee {
  /**
   * A RAM role, which programs take on.
   *
   * @param name the name of the role, not its ARN
   */
  public static role(name: string): Grantee {
    return new Grantee('Role', name);
  }

  /**
   * A RAM user.
   *
   * @param name the name of the user
   */
  public static user(name: string): Grantee {
    return new Grantee('User', name);
  }

  /**
   * A RAM user group.
   *
   * @param name the name of the group
   */
  public static group(name: string): Grantee {
    return new Grantee('Group', name);
  }

  /** What it is: `Role`, `User` or `Group`. */
  public readonly kind: string;

  /** Its name. */
  public readonly name: string;

  private constructor(kind: string, name: string) {
    this.kind = kind;
    this.name = name;
  }
}
