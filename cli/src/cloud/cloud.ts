import type { CrClient } from './cr-client';
import type { IdentityClient } from './identity-client';
import type { ImageClient } from './image-client';
import type { ImportClient } from './import-client';
import type { RegistryClients } from './registry-clients';
import type { RoleClient } from './role-client';
import type { RosClient } from './ros-client';
import type { SettingsClient } from './settings-client';

/** The services that a command asks. */
export interface Cloud {
  readonly ros: RosClient;
  readonly cr: CrClient;
  readonly roles: RoleClient;
  readonly images: ImageClient;
  /** The same for what looks again and again: it repeats a call seldom. */
  readonly watch: ImageClient;
  readonly registries: RegistryClients;
  readonly settings: SettingsClient;
  readonly imports: ImportClient;
  readonly identity: IdentityClient;
  /** Where ROS is asked. */
  readonly endpoint: string;
  /** Whether it is a simulator, in which some services of the cloud are missing. */
  readonly simulated: boolean;
  /** The time there, in milliseconds since 1970. */
  now(): number;
}
