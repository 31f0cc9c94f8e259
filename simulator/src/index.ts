export { startSimulator, Simulator } from './simulator';
export type { Arrow, ExistingRegistry, SimulatorOptions } from './simulator';
export type { ClockMode } from './runtime/clock';
export type { FaultRule, Faults } from './runtime/faults';
export type { Credentials } from './api/signature';
export type { PushedImage } from './cr/sync-tasks';
export type { Edition, Instance, Namespace, Repository, SyncRule, SyncTask, TaskIssue, TaskStatus } from './cr/model';
export type { Output, Resource, Stack, StackEvent } from './ros/model';
