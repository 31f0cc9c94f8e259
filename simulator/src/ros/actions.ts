import { own } from '../runtime/json';
import type { Action } from './model';

const TAKEN_BACK_BY: Readonly<Partial<Record<Action, Action>>> = {
  CREATE: 'CREATE_ROLLBACK',
  UPDATE: 'ROLLBACK',
  IMPORT_CREATE: 'IMPORT_CREATE_ROLLBACK',
  IMPORT_UPDATE: 'IMPORT_UPDATE_ROLLBACK',
};

/** What follows when the action fails; undefined for a deletion, and for what takes something back itself. */
export function takenBackBy(action: Action): Action | undefined {
  return own(TAKEN_BACK_BY as Record<string, Action>, action);
}

/** Whether nothing is left of the stack after the action. */
export function leavesNothing(action: Action): boolean {
  return action === 'DELETE' || action === 'CREATE_ROLLBACK' || action === 'IMPORT_CREATE_ROLLBACK';
}
