import type { Simulator } from 'ros-cdk-simulator';
import type { Cloud } from '../cloud/cloud';
import { DEFAULT_ENDPOINT, parseEndpoint } from '../cloud/connection';
import { CrClient } from '../cloud/cr-client';
import { credentialsFrom, fixedCredentials } from '../cloud/credentials';
import type { Redactor } from '../cloud/redact';
import { retrying } from '../cloud/retry';
import { RoleClient } from '../cloud/role-client';
import { SdkRosClient } from '../cloud/sdk-ros-client';
import type { Flags } from './flags';
import type { Output } from './output';

export interface ConnectOptions {
  readonly flags: Flags;
  readonly simulator?: Simulator;
  readonly redactor: Redactor;
  readonly output: Output;
  readonly pace: number;
}

/** Connects to the simulator, to `--endpoint`, or to the cloud. Apart, since the official clients take a while to load. */
export function connectTo({ flags, simulator, redactor, output, pace }: ConnectOptions): Cloud {
  if (simulator !== undefined) {
    redactor.add(simulator.credentials.accessKeySecret);
  }
  const text = simulator?.endpoint ?? flags.endpoint;
  const endpoint = text === undefined ? DEFAULT_ENDPOINT : parseEndpoint(text);
  const connection = {
    ...endpoint,
    credential:
      simulator === undefined ? credentialsFrom(flags.profile, redactor) : fixedCredentials(simulator.credentials),
    retry: retrying(pace, error => flags.verbose && output.progress(`retrying: ${error.message}`)),
  };
  return {
    ros: new SdkRosClient(connection),
    cr: new CrClient(connection),
    roles: new RoleClient(connection),
    simulated: endpoint.sharedEndpoint,
    now: () => simulator?.now ?? Date.now(),
  };
}
