import unit from '../jest.config.js';

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  roots: ['<rootDir>/test-languages'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: unit.testEnvironment,
  transform: unit.transform,
  reporters: unit.reporters,
  // Installing the packages of a language takes its time, the more so with an empty cache.
  testTimeout: 15 * 60 * 1000,
  // Each language keeps the processors busy by itself.
  maxWorkers: 1,
};
