import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from 'ros-cdk-simulator';
import { fileReason } from '../domain/file-reason';

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
  const lock = join(directory, 'lock');
  try {
    mkdirSync(directory, { recursive: true });
    takeLock(lock);
  } catch (error) {
    throw unkept(directory, error);
  }
  const free = () => rmSync(lock, { force: true });
  try {
    if (fresh) {
      rmSync(join(directory, STATE), { force: true }); // after the lock, for another run may be at work on it
    }
    return await simulatorIn(directory, speed, free);
  } catch (error) {
    free();
    throw unkept(directory, error);
  }
}

async function simulatorIn(directory: string, speed: number, free: () => void): Promise<Simulator> {
  const { startSimulator } = await import('ros-cdk-simulator');
  const simulator = await startSimulator({ stateFile: join(directory, STATE), clock: { speed } });
  const close = simulator.close.bind(simulator);
  simulator.close = () => close().finally(free);
  return simulator;
}

/** What the system says in words; every other error is told as it is. */
function unkept(directory: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) {
    return error;
  }
  return new Error(
    `The simulation keeps its state in ${directory}, which cannot be written: ${fileReason(error)}. Make room, or run this in another directory.`,
  );
}

/** Two processes on one state would undo each other. The lock of a process that no longer lives is void. */
function takeLock(lock: string): void {
  const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : Number.NaN;
  if (owner !== process.pid && isAlive(owner)) {
    throw new Error(
      `The simulation in ${DIRECTORY} is in use by process ${owner}. Wait for it, or end it; then run this again. ` +
        `If that process is something else, remove ${join(DIRECTORY, 'lock')}.`,
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
