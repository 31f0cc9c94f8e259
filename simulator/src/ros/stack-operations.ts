import type { Identifier, Intent, Stack, Step } from './model';

export interface OperationOptions {
  readonly parallelism?: number;
  readonly retain?: readonly string[] | 'all';
  readonly replacement?: boolean;
  /** What exists already and becomes part of the stack, by logical id. */
  readonly imports?: Readonly<Record<string, Identifier>>;
  /** Of an operation that takes another back: how far that one had come. */
  readonly reached?: number;
}

/** What can be done to a stack, and told of a step of what is being done to it. */
export interface StackOperations {
  create(stack: Stack, options?: OperationOptions): void;
  update(stack: Stack, intent: Intent, options?: OperationOptions): void;
  /** Takes over what exists already, and changes nothing else. */
  import(stack: Stack, intent: Intent, options: OperationOptions): void;
  delete(stack: Stack, options?: OperationOptions): void;
  /** The time of a step is over. */
  finish(stack: Stack, step: Step): void;
  /** A step cannot be done; what runs beside it is let finish. */
  fail(stack: Stack, step: Step, error: unknown): void;
  /** Starts what can start, and ends the operation when nothing is left to do. */
  proceed(stack: Stack): void;
}
