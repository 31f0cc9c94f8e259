import { repairManifestValidation } from './core/manifest-validation';

repairManifestValidation(['@alicloud/ros-cdk-core', '@alicloud/ros-cdk-cxapi']);

export * from './global-registry';
export * from './registry-instance';
export * from './mirrored-namespace';
export * from './mirrored-repository';
export * from './cross-region-replication';
export * from './registry-service-roles';
export * from './registry/options';
export * from './registry/pull-config';
export * from './replication/sync-rule';
export { IRegistryInstance, RegistryInstanceAttributes } from './instance/instance';
export * from './instance/settings';
export * from './instance/repository-options';
export * from './instance/public-access';
export * from './instance/scan-rule';
export * from './instance/retention-rule';
export * from './instance/grantee';
export * from './domain/choices';
export { Edition } from './domain/editions';
export * as cr from './cr';
