import unit from '../jest.config.js';

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  roots: ['<rootDir>/test-site'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: unit.testEnvironment,
  transform: unit.transform,
  reporters: unit.reporters,
  globalSetup: '<rootDir>/test-site/build.ts',
  // Some eighty pages are opened, one after the other.
  testTimeout: 3 * 60 * 1000,
  maxWorkers: 1,
};
