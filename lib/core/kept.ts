import * as ros from '@alicloud/ros-cdk-core';
import { Words } from '../domain/problem';
import { refuse } from './refuse';

/**
 * Keeps what a construct says of itself as it was made: JavaScript can write to every field, and whoever read it then would be told
 * something else than the template says.
 */
export function keepFields<T extends ros.IConstruct>(construct: T, names: readonly (keyof T & string)[]): void {
  for (const name of names) {
    const value = construct[name];
    const set = () => refuseChange(construct, name);
    Object.defineProperty(construct, name, { get: () => value, set, enumerable: true });
  }
}

function refuseChange(construct: ros.IConstruct, subject: string): void {
  const rule = 'the template says what the construct was made with';
  refuse(construct, [{ subject, got: new Words('set later'), rule, fix: 'Say it in the props' }]);
}
