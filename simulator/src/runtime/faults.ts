import { Random } from './random';

/** Why a copy of an image failed. */
export type TaskIssue =
  | 'OSS_POLICY_UNAUTHORIZED'
  | 'TAG_CONFLICT'
  | 'UNSUPPORTED_FORMAT'
  | 'INTERNAL_ERROR'
  | 'NETWORK_ERROR'
  | 'DATA_LENGTH_EXCEEDED';

/** Something that goes wrong on purpose. Each field that is set narrows down where. */
export interface FaultRule {
  /**
   * - `throttle`: the call is answered with Throttling.User (HTTP 400)
   * - `unavailable`: the call is answered with ServiceUnavailable (HTTP 503)
   * - `reset-before`: the connection breaks and the call had no effect
   * - `reset-after`: the connection breaks, but the call has had its effect
   * - `unsuccessful`: the call is answered with HTTP 200, but `IsSuccess` is false, with `code` and `message`, and had no effect
   * - `region-down`: every call for the region gets HTTP 503, what its stacks do next fails, copies into it fail
   * - `fail-resource`: an operation on a resource fails after its usual time
   * - `stuck`: an operation on a resource never ends, not even by the timeout of its stack, until the rule is removed
   * - `expired-token`: the token that a request to a registry brings has just expired: 401, and the challenge to get another
   * - `fail-sync`: copies into the region end in ERROR
   *
   * The first four and `region-down` also strike requests to registries, whose actions are `pull`, `push` and `delete`, as those
   * of `expired-token` are.
   */
  readonly kind:
    | 'throttle'
    | 'unavailable'
    | 'reset-before'
    | 'reset-after'
    | 'unsuccessful'
    | 'region-down'
    | 'fail-resource'
    | 'stuck'
    | 'expired-token'
    | 'fail-sync';
  /** Name of an API action, such as `CreateStack`; of a request to a registry `pull`, `push` or `delete`. */
  readonly action?: string;
  readonly region?: string;
  readonly stackName?: string;
  /** A resource type, such as `ALIYUN::CR::Instance`. */
  readonly resourceType?: string;
  /** A resource's key in its template. */
  readonly logicalId?: string;
  readonly operation?: 'CREATE' | 'UPDATE' | 'DELETE' | 'IMPORT';
  /** With `fail-resource`: the error code in the status reason; with `unsuccessful`: in the answer. @default InternalError */
  readonly code?: string;
  /** With `fail-resource` and `unsuccessful`: the error message. @default - says that a fault rule did it */
  readonly message?: string;
  /** With `fail-sync`: the issue of the task. @default NETWORK_ERROR */
  readonly issue?: TaskIssue;
  /** With `fail-sync`: the copy is cut when it has sent so many bytes; a smaller image arrives. @default 0 */
  readonly afterBytes?: number;
  /** How many matches are let pass before it strikes. @default 0 */
  readonly skip?: number;
  /** How often it strikes. @default - without end */
  readonly times?: number;
  /** From 0 to 1: how likely it strikes at each match, by the seed of the simulator. @default 1 */
  readonly probability?: number;
}

/** One thing that could go wrong. */
export interface Occasion {
  readonly action?: string;
  readonly region?: string;
  readonly stackName?: string;
  readonly resourceType?: string;
  readonly logicalId?: string;
  readonly operation?: string;
}

interface ActiveRule {
  readonly id: string;
  readonly rule: FaultRule;
  matches: number;
  strikes: number;
}

/** What a fault does to an API call. */
export interface CallFault {
  readonly kind: 'throttle' | 'unavailable' | 'reset-before' | 'reset-after' | 'unsuccessful';
  readonly code: string;
  readonly message: string;
}

const CALL_KINDS = ['throttle', 'unavailable', 'reset-before', 'reset-after', 'unsuccessful', 'region-down'] as const;

const IMAGE_KINDS = ['throttle', 'unavailable', 'reset-before', 'reset-after', 'region-down'] as const;

/** What a fault does to an operation on a resource. */
export type ResourceFault =
  | { readonly kind: 'fail'; readonly code: string; readonly message: string }
  | { readonly kind: 'stuck'; readonly id: string };

const NARROWING = ['action', 'region', 'stackName', 'resourceType', 'logicalId', 'operation'] as const;

export class Faults {
  private active: ActiveRule[] = [];
  private count = 0;
  private readonly random: Random;
  /** Told when a rule is gone, so that what it held can go on. */
  onRemoved: (id: string) => void = () => undefined;

  constructor(holder: { random: number }) {
    this.random = new Random(holder);
  }

  /** Puts a rule in force; gives an id to remove it with. */
  add(rule: FaultRule): string {
    refuseMistakes(rule);
    const id = `fault-${++this.count}`;
    this.active.push({ id, rule, matches: 0, strikes: 0 });
    return id;
  }

  remove(id: string): void {
    this.active = this.active.filter(other => other.id !== id);
    this.onRemoved(id);
  }

  clear(): void {
    for (const { id } of [...this.active]) {
      this.remove(id);
    }
  }

  /** What goes wrong with an API call. */
  forCall(action: string, region: string | undefined): CallFault | undefined {
    const rule = this.strike(CALL_KINDS, { action, region })?.rule;
    return (
      rule && {
        kind: rule.kind === 'region-down' ? 'unavailable' : (rule.kind as CallFault['kind']),
        code: rule.code ?? 'INTERNAL_ERROR',
        message: rule.message ?? 'The call failed on purpose.',
      }
    );
  }

  /** What goes wrong with an operation on a resource. */
  forResource(occasion: Occasion): ResourceFault | undefined {
    const struck = this.strike(['region-down', 'fail-resource', 'stuck'], occasion);
    if (!struck) {
      return undefined;
    }
    const { kind, code, message } = struck.rule;
    if (kind === 'stuck') {
      return { kind, id: struck.id };
    }
    if (kind === 'region-down') {
      return {
        kind: 'fail',
        code: 'ServiceUnavailable',
        message: `The region ${occasion.region} is not available (fault rule ${struck.id}).`,
      };
    }
    return {
      kind: 'fail',
      code: code ?? 'InternalError',
      message: message ?? `The operation failed on purpose (fault rule ${struck.id}).`,
    };
  }

  /** What goes wrong with a request to a registry. */
  forImages(action: string, region: string): 'throttle' | 'unavailable' | 'reset-before' | 'reset-after' | undefined {
    const kind = this.strike(IMAGE_KINDS, { action, region })?.rule.kind as (typeof IMAGE_KINDS)[number] | undefined;
    return kind === 'region-down' ? 'unavailable' : kind;
  }

  /** Whether the token of a request to a registry has just expired. */
  expiresToken(action: string, region: string): boolean {
    return this.strike(['expired-token'], { action, region }) !== undefined;
  }

  /** The issue with which a copy into a region ends, and after how many bytes. */
  forCopy(region: string): { issue: TaskIssue; afterBytes: number } | undefined {
    const rule = this.strike(['fail-sync'], { region })?.rule;
    return rule && { issue: rule.issue ?? 'NETWORK_ERROR', afterBytes: rule.afterBytes ?? 0 };
  }

  isDown(region: string): boolean {
    return this.strike(['region-down'], { region }) !== undefined;
  }

  private strike(kinds: readonly FaultRule['kind'][], occasion: Occasion): ActiveRule | undefined {
    return this.active.find(active => {
      const { rule } = active;
      if (!kinds.includes(rule.kind)) {
        return false;
      }
      if (NARROWING.some(field => rule[field] !== undefined && rule[field] !== occasion[field])) {
        return false;
      }
      if (++active.matches <= (rule.skip ?? 0) || active.strikes >= (rule.times ?? Number.POSITIVE_INFINITY)) {
        return false;
      }
      if (rule.probability !== undefined && this.random.next() >= rule.probability) {
        return false;
      }
      active.strikes++;
      return true;
    });
  }
}

const KINDS = [
  'throttle',
  'unavailable',
  'reset-before',
  'reset-after',
  'unsuccessful',
  'region-down',
  'fail-resource',
  'stuck',
  'expired-token',
  'fail-sync',
];
const KEYS = ['kind', ...NARROWING, 'code', 'message', 'issue', 'afterBytes', 'skip', 'times', 'probability'];

/** A rule with a mistake in it would never strike, and nobody would know why. */
function refuseMistakes(rule: FaultRule): void {
  const shown = JSON.stringify(rule);
  if (!KINDS.includes(rule.kind)) {
    throw new Error(`The fault rule ${shown} has no known kind. It is one of ${KINDS.join(', ')}.`);
  }
  const stranger = Object.keys(rule).find(key => !KEYS.includes(key));
  if (stranger !== undefined) {
    throw new Error(`The fault rule ${shown} has the field "${stranger}". It takes ${KEYS.join(', ')}.`);
  }
  const { probability = 1, skip = 0, times = 1, afterBytes = 0 } = rule;
  if (!(probability >= 0 && probability <= 1)) {
    throw new Error(`The fault rule ${shown} has a probability that is not from 0 to 1.`);
  }
  if (![skip, times, afterBytes].every(count => Number.isInteger(count) && count >= 0)) {
    throw new Error(`The fault rule ${shown} takes whole numbers of 0 or more as skip, times and afterBytes.`);
  }
}
