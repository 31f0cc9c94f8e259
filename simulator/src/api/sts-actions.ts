import { type Actions, action } from './call';

/** The account stands for whoever calls: the simulator knows one identity, that of its access key. */
export const STS_ACTIONS: Actions = {
  GetCallerIdentity: action([], ({ world: { accountId } }) => ({
    IdentityType: 'Account',
    AccountId: accountId,
    PrincipalId: accountId,
    UserId: accountId,
    Arn: `acs:ram::${accountId}:root`,
  })),
};
