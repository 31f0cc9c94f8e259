/** The resource that every resource of ours waits for. */
export const DEPLOY_REGION = 'DeployRegion';
