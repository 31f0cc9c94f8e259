import type { Simulator } from 'ros-cdk-simulator';
import type { Cloud } from '../cloud/cloud';
import { DEFAULT_ENDPOINT, parseEndpoint } from '../cloud/connection';
import { CrClient } from '../cloud/cr-client';
import { credentialsFrom, fixedCredentials } from '../cloud/credentials';
import type { Redactor } from '../cloud/redact';
import { type OnSilence, retrying } from '../cloud/retry';
import { IdentityClient } from '../cloud/identity-client';
import { ImageClient } from '../cloud/image-client';
import { ImportClient } from '../cloud/import-client';
import { RegistryClients } from '../cloud/registry-clients';
import { RoleClient } from '../cloud/role-client';
import { SdkRosClient } from '../cloud/sdk-ros-client';
import { SettingsClient } from '../cloud/settings-client';
import type { Flags } from './flags';
import type { Output } from './output';

export interface ConnectOptions {
  readonly flags: Flags;
  readonly simulator?: Simulator;
  readonly redactor: Redactor;
  readonly output: Output;
  readonly pace: number;
  /** Told of calls that have no answer for long. */
  readonly onSilence: OnSilence;
}

/** Repetitions of a call by what looks again anyway. */
const WATCH_ATTEMPTS = 2;

/** Connects to the simulator, to `--endpoint`, or to the cloud. Apart, since the official clients take a while to load. */
export function connectTo({ flags, simulator, redactor, output, pace, onSilence }: ConnectOptions): Cloud {
  if (simulator !== undefined) {
    redactor.add(simulator.credentials.accessKeySecret);
  }
  const text = simulator?.endpoint ?? flags.endpoint;
  const endpoint = text === undefined ? DEFAULT_ENDPOINT : parseEndpoint(text);
  const tell = (error: Error) => flags.verbose && output.progress(`retrying: ${error.message}`);
  const connection = {
    ...endpoint,
    credential:
      simulator === undefined ? credentialsFrom(flags.profile, redactor) : fixedCredentials(simulator.credentials),
    retry: retrying(pace, tell, onSilence),
  };
  const images = new ImageClient(connection);
  return {
    ros: new SdkRosClient(connection),
    cr: new CrClient(connection),
    roles: new RoleClient(connection),
    images,
    watch: new ImageClient({ ...connection, retry: retrying(pace, tell, undefined, WATCH_ATTEMPTS) }),
    registries: new RegistryClients(connection, images, secret => redactor.add(secret)),
    settings: new SettingsClient(connection),
    imports: new ImportClient(connection),
    identity: new IdentityClient(connection),
    endpoint: endpoint.endpoint,
    simulated: endpoint.sharedEndpoint,
    now: () => simulator?.now ?? Date.now(),
  };
}
