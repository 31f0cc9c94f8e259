import { title } from '../domain/model';
import type { Retained } from '../domain/destruction';
import type { StackOutcome } from '../deployment/events';
import type { Colours } from '../session/output';
import { failureText } from './deploy-report';
import { columns, count, paragraph } from './text';

export interface Destruction {
  readonly outcomes: readonly StackOutcome[];
  readonly retained: readonly Retained[];
  readonly interrupted: boolean;
  readonly again: string;
}

/** What is about to be deleted, in this order, and what stays. */
export function destructionText(
  stacks: readonly { readonly name: string; readonly region: string; readonly losesImages: boolean }[],
  retained: readonly Retained[],
  colours: Colours,
): string {
  const rows = stacks.map(({ name, region, losesImages }) => [
    colours.red('-'),
    name,
    region,
    losesImages ? colours.red('DELETES IMAGES') : '',
  ]);
  return [`${colours.bold('To be deleted, in this order:')}\n${columns(rows, 2)}`, retainedText(retained, colours)]
    .filter(part => part !== '')
    .join('\n\n');
}

/** What stays, and what of it costs money. */
export function retainedText(retained: readonly Retained[], colours: Colours): string {
  if (retained.length === 0) {
    return '';
  }
  const rows = retained.map(({ region, type, physicalId, billed }) => [
    region,
    type,
    physicalId,
    billed ? colours.yellow('still billed') : '',
  ]);
  const advice = retained.some(({ billed }) => billed)
    ? `\n${paragraph('A registry is paid in advance and billed until its subscription ends; release it in the console of Container Registry.', 2)}`
    : '';
  return `${colours.bold('Retained, with all images:')}\n${columns(rows, 2)}${advice}`;
}

/** What became of it. */
export function destroyText({ outcomes, retained, interrupted, again }: Destruction, colours: Colours): string {
  const number = (result: StackOutcome['result']) => outcomes.filter(outcome => outcome.result === result).length;
  const parts = [
    `${count(number('deleted'), 'stack')} deleted${number('absent') > 0 ? `, ${number('absent')} already gone` : ''}.`,
  ];
  const kept = retainedText(retained, colours);
  if (kept !== '') {
    parts.push(kept);
  }
  for (const outcome of outcomes) {
    if (outcome.result === 'failed') {
      parts.push(failureText(outcome, again, colours));
    }
  }
  const skipped = outcomes.filter(({ result }) => result === 'skipped');
  if (skipped.length > 0) {
    parts.push(
      ['Not deleted:', ...skipped.map(({ stack, reason }) => paragraph(`${title(stack)}: ${reason}`, 2))].join('\n'),
    );
  }
  if (interrupted) {
    parts.push(`Stopped on request. To go on, run: ${again}`);
  }
  return parts.join('\n\n');
}
