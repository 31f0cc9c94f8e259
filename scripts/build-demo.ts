/** Builds what the demo runs, and says nothing of it unless it fails. */
import { spawn } from 'node:child_process';

/** The deployer is compiled against the simulator. */
const WAVES = [[['build:library'], ['build', '-w', 'simulator']], [['build', '-w', 'cli']]];

function build(script: readonly string[]): Promise<void> {
  const child = spawn('npm', ['run', '--silent', ...script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', text => (said += text));
  child.stderr.on('data', text => (said += text));
  return new Promise((resolve, reject) =>
    child.once('close', code =>
      code === 0 ? resolve() : reject(new Error(`npm run ${script.join(' ')} failed:\n${said}`)),
    ),
  );
}

async function main(): Promise<void> {
  const began = performance.now();
  for (const wave of WAVES) {
    await Promise.all(wave.map(build));
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(`Built the library, the simulator and the deployer in ${seconds} s.\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
