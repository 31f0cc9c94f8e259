import unit from '../jest.config.js';

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  roots: ['<rootDir>/test-repository'],
  testMatch: unit.testMatch,
  testEnvironment: unit.testEnvironment,
  moduleFileExtensions: unit.moduleFileExtensions,
  moduleNameMapper: unit.moduleNameMapper,
  transform: unit.transform,
  reporters: unit.reporters,
  testTimeout: unit.testTimeout,
  maxWorkers: unit.maxWorkers,
};
