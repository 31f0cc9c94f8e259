export { startSimulator, Simulator } from './simulator';
export type { Arrow, ExistingRegistry, Login, RegistryAddress, SimulatorOptions } from './options';
export type { TypeList } from './ros/features';
export type { ClockMode } from './runtime/clock';
export type { FaultRule, Faults } from './runtime/faults';
export type { Credentials } from './api/signature';
export type { Push, PushedImage } from './images/push';
export type { Edition, Instance, Namespace, Repository, SyncRule, SyncTask, TaskIssue, TaskStatus } from './cr/model';
export type { Output, Resource, Stack, StackEvent } from './ros/model';
