import * as ros from '@alicloud/ros-cdk-core';
import { isLiteral, stackOf, topLevel } from '../core/tokens';
import { Problem, Words } from '../domain/problem';
import { IRegistryInstance } from './instance';

/**
 * Whether an instance belongs to another account than the one that its stack is deployed to; a stack that names an account in `env` is
 * deployed to that one.
 */
export function isForeign(instance: IRegistryInstance): boolean {
  return isForeignTo(stackOf(instance), instance);
}

/** The same for a stack that makes something of the instance. */
export function isForeignTo(stack: ros.Stack | undefined, { accountId }: IRegistryInstance): boolean {
  const around = stack && topLevel(stack).account;
  return accountId !== undefined && !(isLiteral(accountId) && around === accountId);
}

/** The account as messages name it. */
export function ownerOf({ accountId }: IRegistryInstance): string {
  return isLiteral(accountId) ? `account ${accountId}` : 'another account';
}

/** What is wrong with an account that is named by a pseudo parameter: those tell who deploys. */
export function deployerProblems(accountId: string | undefined): Problem[] {
  const token: unknown = accountId === undefined ? undefined : ros.Tokenization.reverseString(accountId).firstToken;
  const name = (token as { readonly value?: { readonly Ref?: unknown } } | undefined)?.value?.Ref;
  const rule = 'that tells who deploys, and accountId is for an instance of another account';
  return ['ALIYUN::AccountId', 'ALIYUN::TenantId'].includes(name as string)
    ? [{ subject: 'accountId', got: new Words(String(name)), rule, fix: 'Leave it out' }]
    : [];
}
