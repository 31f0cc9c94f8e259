import { Problem } from './problem';

/** A stack, as far as its name goes; region and account are missing where only the deployment tells. */
export interface NamedStack {
  readonly path: string;
  readonly name: string;
  /** Where its template is written: the app or stage, and the file. */
  readonly directory: string;
  readonly file: string;
  readonly region?: string;
  readonly account?: string;
  /** Whether its name begins with the prefix of a registry. */
  readonly isOurs: boolean;
}

/** What is wrong with a stack whose template, or deployment, takes the place of that of a stack before it. */
export function stackNameProblems(stack: NamedStack, before: readonly NamedStack[]): Problem[] {
  const first = before.find(other => wouldReplace(other, stack));
  if (first === undefined) {
    return [];
  }
  const isOnlyCase = first.name !== stack.name;
  const shares = `${first.path} ${isOnlyCase ? `is named ${JSON.stringify(first.name)}` : 'has the same name'}`;
  const rule = sharesFile(first, stack)
    ? `${shares}, and one template would overwrite the other${isOnlyCase ? ' where file names ignore case' : ''}`
    : `${shares}, and ROS knows stacks of one region by their names`;
  const fix =
    first.isOurs || stack.isOurs
      ? 'Choose another stackNamePrefix or stackName for one of the two'
      : 'Give each a stackName of its own, such as one that ends in its region';
  return [{ subject: `the name of stack ${stack.path}`, got: stack.name, rule, fix }];
}

function wouldReplace(one: NamedStack, other: NamedStack): boolean {
  const isOneAccount = one.account === undefined || other.account === undefined || one.account === other.account;
  const isOnePlace = one.region !== undefined && one.region === other.region && isOneAccount;
  return sharesFile(one, other) || (one.name === other.name && isOnePlace);
}

function sharesFile(one: NamedStack, other: NamedStack): boolean {
  return one.directory === other.directory && one.file.toLowerCase() === other.file.toLowerCase();
}
