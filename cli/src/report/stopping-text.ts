import type { DeclaredStack } from '../domain/model';
import { commandText } from './text';

/** What Ctrl-C does to a deployment, and how to go on. */
export function stoppingText(running: readonly Pick<DeclaredStack, 'name'>[], again: string): string {
  const names = running.map(({ name }) => name).join(', ');
  const waits =
    running.length === 0 ? '' : ` Running in ROS: ${names}; waiting for ${running.length > 1 ? 'them' : 'it'}.`;
  return commandText(
    `Stopping: nothing new is started.${waits} Ctrl-C again leaves at once; ROS goes on by itself. To go on later:`,
    again,
  );
}
