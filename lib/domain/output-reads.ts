import { meant } from './nearest';
import { allOf, oneOf, Problem, Words } from './problem';

/** A stack, as far as reading its outputs goes; the region is missing where only the deployment tells. */
export interface ReadStack {
  readonly name: string;
  readonly region?: string;
}

/** What a stack reads of one that is not in the app; what is missing is decided at deploy time. */
export interface StrangeRead {
  readonly outputs: readonly string[];
  readonly name?: string;
  readonly region?: string;
}

/** What is wrong with reading an output that a stack does not have: ROS gives an empty text, and no error. */
export function missingOutputProblems(reader: string, stack: string, output: string, outputs: string[]): Problem[] {
  const near = meant(output, outputs);
  const has = outputs.length === 0 ? 'none' : allOf([...outputs].sort());
  return outputs.includes(output)
    ? []
    : [
        {
          subject: `output ${output} of stack ${stack}`,
          got: new Words(`read by stack ${reader}`),
          rule: `that stack has no such output (it has ${has}), and ROS would give an empty text`,
          fix: near === undefined ? 'Add it to that stack with new ros.RosOutput' : `Did you mean ${near}?`,
        },
      ];
}

/** What is wrong with a stack that reads its own outputs. */
export function ownOutputProblems(reader: string, output: string): Problem[] {
  return [
    {
      subject: `output ${output}`,
      got: new Words(`read by its own stack ${reader}`),
      rule: 'ROS gives a stack the outputs of other stacks only',
      fix: 'Use the value itself; another stack is named by its stackName, for stackId is that of whoever writes it',
    },
  ];
}

/** What is wrong with stacks of several accounts that read outputs of each other. */
export function accountProblems(accounts: ReadonlyMap<string, string>): Problem[] {
  const [[first, account], ...others] = accounts;
  const [other] = others.filter(([, one]) => one !== account);
  return (other as unknown) === undefined
    ? []
    : [
        {
          subject: `the account of stack ${other[0]}`,
          got: other[1],
          rule: `outputs are read within one account, and they connect it with stack ${first} of account ${account}`,
          fix: 'Give both one account, or write the values themselves',
        },
      ];
}

/** What somebody should know of stacks that share outputs, of which some say in which account they are. */
export function accountNote(named: string, account: string, others: readonly string[]): string {
  const [verb, them] = others.length === 1 ? ['does', 'it'] : ['do', 'them'];
  return (
    `Stack ${named} belongs to account ${account}, and ${allOf(others)}, with which it shares outputs, ${verb} not say to which: ` +
    `outputs are read within one account, so deploy ${them} with credentials of account ${account}.`
  );
}

/** What somebody should know of a stack that reads another which is not in the app. */
export function strangeNote(reader: string, { outputs, name, region }: StrangeRead): string {
  const read = outputs.length === 0 ? 'an output' : `output${outputs.length === 1 ? '' : 's'} ${allOf(outputs)}`;
  const what = `Stack ${reader} reads ${read} of`;
  return name === undefined
    ? `${what} a stack that is named at deploy time: it must be deployed before, or the value is empty.`
    : `${what} stack ${name} in ${region ?? 'a region that is decided at deploy time'}, which is not in this app: it must be deployed before, or the value is empty.`;
}

/** The same where the stack is probably one of the app, under another name or in another region; nothing where none is like it. */
export function strangeWarning(reader: string, read: StrangeRead, stacks: readonly ReadStack[]): string | undefined {
  const { name, region, outputs } = read;
  if (name === undefined || region === undefined) {
    return undefined;
  }
  const elsewhere = stacks.filter(stack => stack.name === name).flatMap(stack => stack.region ?? []);
  const near = meant(
    name,
    stacks.filter(stack => stack.region === region).map(stack => stack.name),
  );
  if (elsewhere.length > 0) {
    const call = `ros.Fn.getStackOutput('${name}', '${outputs[0]}', '${elsewhere[0]}')`;
    return `${strangeNote(reader, read)} Stack ${name} of this app is in ${oneOf(elsewhere)}. Say so: ${call}.`;
  }
  return near === undefined ? undefined : `${strangeNote(reader, read)} Did you mean stack ${near}?`;
}
