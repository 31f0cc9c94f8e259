import { readFileSync } from 'node:fs';
import { type Flags, command } from './flags';
import type { FaultRule } from './runtime/faults';
import type { RegistryAddress } from './options';
import { startSimulator } from './simulator';

function readFaults(file: string): FaultRule[] {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(read)) {
    throw new Error(`${file} is not a JSON list of fault rules.`);
  }
  return read as FaultRule[];
}

/** Runs until it is told to stop; a mistake in the flags or the files is told in one line. */
export async function main(argv: readonly string[] = process.argv): Promise<void> {
  try {
    await run(command().parse(argv).opts<Flags>());
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

function registryLine({ region, name, url, vpcUrl }: RegistryAddress): string {
  return `registry ${name} in ${region}: ${url} from the Internet, ${vpcUrl} from a linked VPC`;
}

async function run(flags: Flags): Promise<void> {
  const early: RegistryAddress[] = [];
  let listening = false;
  const simulator = await startSimulator({
    port: flags.port,
    stateFile: flags.state,
    seed: flags.seed,
    clock: flags.speed,
    credentials: { accessKeyId: flags.accessKeyId, accessKeySecret: flags.accessKeySecret },
    faults: flags.faults === undefined ? [] : readFaults(flags.faults),
    login: flags.login,
    clientAddress: flags.clientAddress,
    repeatedNames: flags.repeatedNames,
    templatePolicies: flags.templatePolicies,
    importableTypes: flags.importableTypes,
    driftTypes: flags.driftTypes,
    lateReferrers: flags.lateReferrers,
    onRegistry: registry => (listening ? console.log(registryLine(registry)) : early.push(registry)),
    log: flags.quiet ? undefined : line => console.error(line),
  });
  // Whoever starts this reads the first line.
  listening = true;
  console.log([`http://${simulator.endpoint}`, ...early.map(registryLine)].join('\n'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close());
  }
}
