import unit from '../jest.config.js';

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  roots: ['<rootDir>/test-packages'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: unit.testEnvironment,
  transform: unit.transform,
  reporters: unit.reporters,
  // A clone is installed, packed and installed again, by three package managers.
  testTimeout: 15 * 60 * 1000,
  // One after the other: each installation keeps the machine busy by itself.
  maxWorkers: 1,
};
