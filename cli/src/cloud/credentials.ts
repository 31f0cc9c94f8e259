import Credential, {
  CLIProfileCredentialsProvider,
  type CredentialsProvider,
  DefaultCredentialsProvider,
  ProfileCredentialsProvider,
} from '@alicloud/credentials';
import { CredentialsError } from './cloud-error';
import type { Redactor } from './redact';

type Identity = Awaited<ReturnType<CredentialsProvider['getCredentials']>>;

/**
 * The credentials of a profile, or of the default chain: environment, OIDC, profiles, ECS role. They are asked for again at every call,
 * so that temporary ones are refreshed; whatever comes is hidden from the output.
 */
export function credentialsFrom(profile: string | undefined, redactor: Redactor): Credential {
  const chain = profile === undefined ? DefaultCredentialsProvider.builder().build() : fromProfile(profile);
  return guarded(chain, redactor, profile);
}

/** A fixed key pair, as the simulator has. */
export function fixedCredentials(pair: { accessKeyId: string; accessKeySecret: string }): Credential {
  const identity = { ...pair, securityToken: '', providerName: 'simulator' } as unknown as Identity;
  const provider = { getCredentials: () => Promise.resolve(identity), getProviderName: () => 'simulator' };
  return new Credential(null, provider as unknown as CredentialsProvider);
}

function guarded(chain: CredentialsProvider, redactor: Redactor, profile: string | undefined): Credential {
  const provider = {
    getProviderName: () => chain.getProviderName(),
    getCredentials: async () => {
      const identity = await chain.getCredentials().catch((error: Error) => {
        throw new CredentialsError(noCredentials(profile), { cause: error });
      });
      redactor.add(identity.accessKeyId, identity.accessKeySecret, identity.securityToken);
      return identity;
    },
  };
  return new Credential(null, provider as unknown as CredentialsProvider);
}

/** The profiles of the aliyun command line, then those of the shared credentials file. */
function fromProfile(name: string): CredentialsProvider {
  const sources = [CLIProfileCredentialsProvider, ProfileCredentialsProvider];
  const providers = sources.map(source => source.builder().withProfileName(name).build() as CredentialsProvider);
  return {
    getProviderName: () => `profile ${name}`,
    getCredentials: () => providers[0].getCredentials().catch(() => providers[1].getCredentials()),
  } as unknown as CredentialsProvider;
}

function noCredentials(profile: string | undefined): string {
  const where =
    profile === undefined
      ? 'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, configure a profile with `aliyun configure`, or run on an ECS instance with a RAM role.'
      : `Configure it with \`aliyun configure --profile ${profile}\`.`;
  return `No credentials were found${profile === undefined ? '' : ` in profile ${profile}`}. ${where} To rehearse without an account, add --simulate.`;
}
