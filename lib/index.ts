export * from './registry-instance';
export * from './mirrored-namespace';
export * from './sync-rule';
export * from './cross-region-replication';
export * from './global-registry';
export * as cr from './cr';
