import { repairManifestValidation } from './core/manifest-validation';

repairManifestValidation(['@alicloud/ros-cdk-core', '@alicloud/ros-cdk-cxapi']);

export * from './registry-instance';
export * from './mirrored-namespace';
export * from './sync-rule';
export * from './cross-region-replication';
export * from './global-registry';
export * from './instance-settings';
export * from './public-access';
export * from './scan-rule';
export * from './retention-rule';
export * from './grantee';
export * from './mirrored-repository';
export * from './registry-service-roles';
export * as cr from './cr';
