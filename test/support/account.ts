import { ExistingRegistry, Simulator, startSimulator } from '../../simulator/src';
import { callRos } from '../../simulator/test/support/clients';
import { Assembly } from './written-assembly';

/** A stack keeps its tags when it is updated without any, so there may be nothing that changes. */
const NOTHING_TO_DO = 'Update the completely same stack';

/** Longer than any deployment of a test takes, in simulated time. */
const A_DAY = 24 * 3_600_000;

/** An account of Alibaba Cloud in the simulator, to which assemblies are deployed as their owner would. */
export class Account {
  /** Opens an account in which some registries were bought in the console. */
  public static async open(existing: readonly ExistingRegistry[] = []): Promise<Account> {
    const simulator = await startSimulator({ clock: 'manual' });
    existing.forEach(registry => simulator.addRegistry(registry));
    return new Account(simulator);
  }

  /** Each stack that is there, with its region and what was last deployed of it, in the order of the deployments. */
  private readonly deployed = new Map<string, { readonly region: string; readonly text: string }>();
  /** Calls ROS as its official client does. */
  private readonly call: ReturnType<typeof callRos>;

  constructor(readonly simulator: Simulator) {
    this.call = callRos(simulator);
  }

  /**
   * Brings the account to what an assembly says: stacks are made or changed in their order, and those that left the app are deleted,
   * last first.
   *
   * @param regionOf the region of a stack that does not say where it belongs
   * @returns what went wrong first, if anything
   */
  public async deploy(assembly: Assembly, regionOf = (_stack: string) => 'eu-central-1'): Promise<string | undefined> {
    const stacks = assembly.stacks();
    const gone = [...this.deployed.keys()].filter(stack => !stacks.includes(stack)).reverse();
    for (const stack of stacks) {
      const failure = await this.deployStack(
        stack,
        assembly.region(stack) ?? regionOf(stack),
        assembly.text(stack),
        assembly.tags(stack),
      );
      if (failure !== undefined) {
        return failure;
      }
    }
    for (const stack of gone) {
      const failure = await this.deleteStack(stack);
      if (failure !== undefined) {
        return failure;
      }
    }
    return undefined;
  }

  /** Deletes one stack that was deployed, as somebody does who takes it out by hand; what went wrong, if anything. */
  public destroy(stack: string): Promise<string | undefined> {
    return this.deleteStack(stack);
  }

  /** Closes the account. */
  public close(): Promise<void> {
    return this.simulator.close();
  }

  /** Makes or changes one stack; what went wrong, if anything. */
  public async deployStack(
    name: string,
    region: string,
    text: string,
    tagged: Readonly<Record<string, string>> = {},
  ): Promise<string | undefined> {
    const tags = Object.entries(tagged);
    const before = this.deployed.get(name);
    const said = `${text}${JSON.stringify(tags)}`;
    if (before?.text === said) {
      return undefined;
    }
    this.deployed.set(name, { region, text: said });
    const named = tags.flatMap(([key, value], i) => [
      [`Tags.${i + 1}.Key`, key],
      [`Tags.${i + 1}.Value`, value],
    ]);
    return before === undefined
      ? this.run(
          'CREATE_COMPLETE',
          'CreateStack',
          name,
          region,
          { StackName: name, ...Object.fromEntries(named) },
          text,
        )
      : this.run(
          'UPDATE_COMPLETE',
          'UpdateStack',
          name,
          region,
          { ...this.idOf(name, region), ...Object.fromEntries(named) },
          text,
        );
  }

  /** Deletes a stack. */
  private async deleteStack(name: string): Promise<string | undefined> {
    const { region } = this.deployed.get(name)!;
    this.deployed.delete(name);
    return this.run('DELETE_COMPLETE', 'DeleteStack', name, region, this.idOf(name, region));
  }

  private idOf(name: string, region: string): { StackId: string } {
    return { StackId: this.simulator.stacks(region).find(stack => stack.name === name)!.id };
  }

  /** Starts an operation on a stack and lets the time pass that it takes. */
  private async run(
    good: string,
    action: string,
    name: string,
    region: string,
    query: Record<string, string>,
    TemplateBody?: string,
  ): Promise<string | undefined> {
    try {
      const answer = await this.call(
        action,
        { RegionId: region, ...query },
        TemplateBody === undefined ? {} : { TemplateBody },
      );
      const StackId = query.StackId ?? answer.StackId;
      await this.simulator.advance(A_DAY);
      const { status } = this.simulator.stacks(region, { deleted: true }).find(({ id }) => id === StackId)!;
      return status === good ? undefined : `${name}: ${status} ${await this.reasons(StackId, region)}`;
    } catch (error) {
      const { message } = error as Error;
      return message.includes(NOTHING_TO_DO) ? undefined : `${name}: ${message}`;
    }
  }

  /** Why resources of a stack failed. */
  private async reasons(StackId: string, RegionId: string): Promise<string> {
    const { Events } = await this.call('ListStackEvents', { StackId, RegionId, PageSize: '50' });
    return (Events as { Status: string; StatusReason: string }[])
      .filter(({ Status }) => Status.endsWith('_FAILED'))
      .map(({ StatusReason }) => StatusReason)
      .join(' ');
  }
}
