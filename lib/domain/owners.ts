/** What else to do where an instance is said to belong to another account. */
export const IF_OURS = 'if you deploy to that account, leave accountId out';
