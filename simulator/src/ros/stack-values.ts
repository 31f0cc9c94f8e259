import { notFound, validationFailed } from '../runtime/api-error';
import type { Json } from '../runtime/json';
import { own } from '../runtime/json';
import { parseTemplate } from '../template/parse';
import { Program, type Surroundings } from '../template/program';
import { NO_VALUE, type Value } from '../template/scope';
import { type Intent, type Stack, isBusy, isDeleted } from './model';
import type { RosState } from './state';

/** A chain of Fn::GetStackOutput: A reads B reads C, and no further (the English page; the stricter one). */
export const MAX_OUTPUT_CHAIN = 3;

/** What a stack's template needs to know about itself and about other stacks. */
export class StackValues {
  private readonly programs = new WeakMap<Intent, Program>();

  constructor(private readonly world: RosState) {}

  /** The template of an intent, checked and with its parameters; kept as long as the intent. */
  program(stack: Pick<Stack, 'id' | 'name' | 'region' | 'resourceGroupId'>, intent: Intent): Program {
    const known = this.programs.get(intent);
    if (known) {
      return known;
    }
    const pseudo: Record<string, Value> = {
      'ALIYUN::StackName': stack.name,
      'ALIYUN::StackId': stack.id,
      'ALIYUN::Region': stack.region,
      'ALIYUN::AccountId': this.world.accountId,
      'ALIYUN::TenantId': this.world.accountId,
      'ALIYUN::ResourceGroupId': stack.resourceGroupId,
      'ALIYUN::NoValue': NO_VALUE,
    };
    const program = new Program(parseTemplate(intent.templateBody), intent.given, pseudo, this.world.now, zonesOf);
    this.programs.set(intent, program);
    return program;
  }

  /** The stack as its own expressions see it. `resource` may be replaced for a preview. */
  around(stack: Stack, resource?: Surroundings['resource']): Surroundings {
    return {
      now: this.world.now,
      resource:
        resource ??
        (logicalId => {
          const found = own(stack.resources, logicalId);
          return found && found.physicalId !== '' ? found : undefined;
        }),
      stackOutput: (name, output, region) => this.stackOutput(stack, name, output, region ?? stack.region),
      zones: zonesOf,
    };
  }

  /** The stack that has this id, deleted or not. */
  byId(id: string, region: string): Stack {
    const found = own(this.world.stacks, id);
    if (!found || found.region !== region) {
      throw notFound('StackNotFound', `The Stack (${id.slice(0, 100)}) could not be found.`);
    }
    return found;
  }

  byName(name: string, region: string): Stack | undefined {
    return Object.values(this.world.stacks).find(
      stack => stack.name === name && stack.region === region && !isDeleted(stack),
    );
  }

  /** An output of another stack; empty when it is not there, or may still change. */
  private stackOutput(reader: Stack, name: string, output: string, region: string): Json {
    const source = this.byName(name, region) ?? own(this.world.stacks, name);
    if (!source || source.region !== region || isDeleted(source)) {
      return '';
    }
    if (source.id === reader.id || this.readsTransitively(source, reader.id)) {
      throw validationFailed(
        `Fn::GetStackOutput: the stack ${reader.name} reads ${source.name}, which reads ${reader.name}. References go one way only.`,
      );
    }
    if (1 + this.chainLength(source) > MAX_OUTPUT_CHAIN) {
      throw validationFailed(
        `Fn::GetStackOutput: the stack ${reader.name} reads ${source.name}, which makes a chain of more than ${MAX_OUTPUT_CHAIN} stacks.`,
      );
    }
    if (!reader.reads.includes(source.id)) {
      reader.reads.push(source.id);
    }
    if (isBusy(source) || source.status === 'DELETE_FAILED') {
      return '';
    }
    return source.outputs.find(other => other.key === output)?.value ?? '';
  }

  private readsTransitively(stack: Stack, id: string): boolean {
    return stack.reads.some(
      read =>
        read === id ||
        (own(this.world.stacks, read) !== undefined && this.readsTransitively(this.world.stacks[read], id)),
    );
  }

  private chainLength(stack: Stack): number {
    const lengths = stack.reads
      .map(id => own(this.world.stacks, id))
      .map(other => (other && !isDeleted(other) ? this.chainLength(other) : 0));
    return 1 + Math.max(0, ...lengths);
  }
}

/** Zones are made up: the simulator knows no real ones. */
function zonesOf(region: string): string[] {
  return [`${region}-a`, `${region}-b`];
}
