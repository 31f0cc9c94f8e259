import unit from '../jest.config.js';

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  roots: ['<rootDir>/test-site'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: unit.testEnvironment,
  transform: unit.transform,
  reporters: unit.reporters,
  // The site is built once, by the first test.
  testTimeout: 5 * 60 * 1000,
  maxWorkers: 1,
};
