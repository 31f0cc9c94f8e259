/** What the program is called where nothing stands before it. */
const COMMAND = 'global-registry';

/** What runs it out of the packages of a project, and nothing that is not in them, or is not ours. */
const RUNNERS: Readonly<Record<string, string>> = {
  npm: 'npx ros-cdk-global-registry-cli',
  pnpm: `pnpm exec ${COMMAND}`,
  yarn: `yarn run ${COMMAND}`,
};

/** How this program is typed where it was started: a project has it in its packages, and no shell finds it there. */
export function invokedAs(environment: NodeJS.ProcessEnv = process.env): string {
  const [manager] = (environment.npm_config_user_agent ?? '').split('/');
  return RUNNERS[manager] ?? COMMAND;
}
