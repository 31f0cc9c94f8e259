import { finished, MAKER, requireMaker } from './core/value-object';
import { Permissions } from './instance/grants';
import { Grantee } from './instance/grantee';

/** What permits something inside the namespace of a repository. */
interface Grantor {
  _grant(grantee: Grantee, permissions: Permissions): void;
}

/** A declared repository of a mirrored namespace, the same on each of its instances; `MirroredNamespace.addRepository` returns it. */
export class MirroredRepository {
  /** @internal */
  public static _of(namespace: Grantor, repositoryName: string): MirroredRepository {
    return new MirroredRepository(MAKER, namespace, repositoryName);
  }

  /** The name of the repository. */
  public readonly repositoryName: string;

  private readonly namespace: Grantor;

  private constructor(maker: symbol, namespace: Grantor, repositoryName: string) {
    requireMaker('MirroredRepository', maker);
    this.namespace = namespace;
    this.repositoryName = repositoryName;
    finished(this, 'MirroredRepository');
  }

  /**
   * Permits somebody to pull its images from every instance.
   *
   * @param grantee a role, a user or a group
   */
  public grantPull(grantee: Grantee): void {
    this.namespace._grant(grantee, { pull: this.repositoryName });
  }

  /**
   * Permits somebody to push to it, on every instance that is no target of replication. Docker also reads what it pushes over: see
   * grantPullPush.
   *
   * @param grantee a role, a user or a group
   */
  public grantPush(grantee: Grantee): void {
    this.namespace._grant(grantee, { push: this.repositoryName });
  }

  /**
   * Permits somebody to pull its images from every instance, and to push where that is allowed.
   *
   * @param grantee a role, a user or a group
   */
  public grantPullPush(grantee: Grantee): void {
    this.namespace._grant(grantee, { pull: this.repositoryName, push: this.repositoryName });
  }
}
