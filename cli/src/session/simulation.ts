import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from 'ros-cdk-simulator';

/** Where the simulated cloud is kept between runs. */
const DIRECTORY = '.global-registry';
const STATE = 'simulator.json';

/**
 * Starts the embedded simulator on the state that earlier runs left in the working directory.
 *
 * @param fresh whether it begins with an empty cloud instead
 */
export async function startSimulation(workingDirectory: string, speed: number, fresh: boolean): Promise<Simulator> {
  const directory = join(workingDirectory, DIRECTORY);
  mkdirSync(directory, { recursive: true });
  const lock = join(directory, 'lock');
  takeLock(lock);
  if (fresh) {
    rmSync(join(directory, STATE), { force: true }); // after the lock, for another run may be at work on it
  }
  const { startSimulator } = await import('ros-cdk-simulator');
  const simulator = await startSimulator({ stateFile: join(directory, STATE), clock: { speed } });
  const close = simulator.close.bind(simulator);
  simulator.close = async () => {
    await close();
    rmSync(lock, { force: true });
  };
  return simulator;
}

/** Two processes on one state would undo each other. The lock of a process that no longer lives is void. */
function takeLock(lock: string): void {
  const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : Number.NaN;
  if (owner !== process.pid && isAlive(owner)) {
    throw new Error(
      `The simulation in ${DIRECTORY} is in use by process ${owner}. Wait for it, or end it; then run this again.`,
    );
  }
  writeFileSync(lock, String(process.pid));
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
