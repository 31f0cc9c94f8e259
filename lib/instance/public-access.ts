import { finished, MAKER, requireMaker } from '../core/value-object';
import { refuse } from '../core/refuse';
import { known } from '../core/tokens';
import { ANYWHERE } from '../domain/cidr';
import { publicCidrProblems, timesClosedProblems } from '../domain/settings';

/**
 * Who reaches an instance over the Internet.
 *
 * Beware of editing the list in the console: an instance whose Internet access is on and whose list is empty is open to everybody.
 * So this library adds an entry that lets nobody in (`127.0.0.2/32`) before any other, and that entry stays on the instance when
 * the access is closed again: the blocks that you remove lose their access, and the list is never empty.
 *
 * @see https://www.alibabacloud.com/help/en/acr/user-guide/network-access-control-overview
 */
export class PublicAccess {
  /** Nobody. Internet access is not switched on; where it was on before, only the entry that lets nobody in remains. */
  public static none(): PublicAccess {
    return new PublicAccess(MAKER, [], 0);
  }

  /**
   * Only these address blocks.
   *
   * @param cidrs IPv4 blocks such as `203.0.113.0/24`; no two may overlap
   */
  public static fromCidrs(...cidrs: string[]): PublicAccess {
    refuse('PublicAccess.fromCidrs', publicCidrProblems(cidrs.map(known)));
    return new PublicAccess(MAKER, cidrs, 0, true);
  }

  /** Everybody on the Internet. Private repositories still ask for a login; synth warns. */
  public static anywhere(): PublicAccess {
    return new PublicAccess(MAKER, [ANYWHERE], 0, true);
  }

  /** The address blocks that are let in. */
  public readonly cidrs: string[];

  /** Whether Internet access is switched on. */
  public readonly enabled: boolean;

  /** How many times the access was closed before it was opened again. */
  public readonly timesClosed: number;

  private constructor(maker: symbol, cidrs: string[], timesClosed: number, enabled = false) {
    requireMaker('PublicAccess', maker);
    this.cidrs = [...cidrs];
    this.enabled = enabled;
    this.timesClosed = timesClosed;
    finished(this, 'PublicAccess');
  }

  /**
   * The same access with another entry that lets nobody in, for an instance whose access was closed and is opened again.
   *
   * The entry of the first time is still on the instance. Whether the service takes it a second time is not documented; if the
   * deployment fails because the entry exists, count the times here. Nothing is opened by such a failure.
   *
   * @param timesClosed how many times the access was closed so far, 1 to 200
   */
  public reopened(timesClosed: number): PublicAccess {
    refuse('PublicAccess.reopened', timesClosedProblems(timesClosed));
    return new PublicAccess(MAKER, this.cidrs, timesClosed, this.enabled);
  }
}
