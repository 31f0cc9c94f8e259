import type { LiveStack, Template } from '../domain/model';
import type { Estimate, ListedStack, StackEvent, StackResource } from '../domain/records';

export interface StackInput {
  readonly name: string;
  readonly region: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The calls to ROS that the deployer makes. A token makes a repeated call the same call. */
export interface RosClient {
  /** The id of the stack of that name, unless it is deleted. */
  findStack(region: string, name: string): Promise<string | undefined>;
  /** The stacks of a region that are not nested in others and not deleted. */
  listStacks(region: string): Promise<ListedStack[]>;
  /** The regions that ROS has for this account. */
  regions(): Promise<string[]>;
  /** The stack without its template; undefined when it is gone. Outputs are slow to work out: leave them where they are not needed. */
  getStack(region: string, id: string, withOutputs?: boolean): Promise<LiveStack | undefined>;
  /** The template it was deployed from; undefined where that is not JSON, as it may be when it came from elsewhere. */
  getTemplate(region: string, id: string): Promise<Template | undefined>;
  createStack(input: StackInput, token: string): Promise<string>;
  updateStack(id: string, input: StackInput, token: string): Promise<void>;
  continueCreateStack(id: string, input: StackInput): Promise<void>;
  /** @param retain logical ids of resources that outlive the stack, besides those that its template retains */
  deleteStack(region: string, id: string, retain?: readonly string[]): Promise<void>;
  /** The newest events, oldest first. */
  listEvents(region: string, id: string): Promise<StackEvent[]>;
  listResources(region: string, id: string): Promise<StackResource[]>;
  estimate(region: string, templateBody: string, parameters: Readonly<Record<string, string>>): Promise<Estimate[]>;
  /** The time of the service, as its answer says. */
  serverTime(): Promise<Date | undefined>;
}
