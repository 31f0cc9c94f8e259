import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry, GlobalRegistryProps, PublicAccess } from '../../lib';

const linked = (vpc: string) => [{ vpcId: `vpc-${vpc}`, vswitchId: `vsw-${vpc}` }];

export const PRIMARY_HOST = 'acme-registry.eu-central-1.cr.aliyuncs.com';
export const VPC_HOST = 'acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com';

/** Germany on the Internet; Hangzhou inside a VPC alone, Virginia by both ways, Singapore on the Internet alone. */
export function pulled(app: ros.Construct, props: Partial<GlobalRegistryProps> = {}): GlobalRegistry {
  return new GlobalRegistry(app, 'Acme', {
    instanceName: 'acme',
    publicAccess: PublicAccess.fromCidrs('203.0.113.0/24'),
    primary: { region: 'eu-central-1' },
    replicas: [
      { region: 'cn-hangzhou', publicAccess: PublicAccess.none(), vpcAccess: linked('hangzhou') },
      { region: 'us-east-1', vpcAccess: linked('virginia') },
      { region: 'ap-southeast-1' },
    ],
    namespaces: [{ name: 'prod', repositories: [{ name: 'api' }] }],
    ...props,
  });
}
