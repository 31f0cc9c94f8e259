export * from './cr.generated';
