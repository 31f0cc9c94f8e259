import type { AdoptedApp } from '../adoption/model';
import { pythonFile } from './python';
import { statementsOf } from './statements';
import { held, pythonTest, typescriptTest } from './tests';
import { typescriptFile } from './typescript';

/** The languages that apps are written in. */
export type AppLanguage = 'typescript' | 'python';

/** The files of an app that say what was found, by their paths in the project. */
export function appFiles(app: AdoptedApp, language: AppLanguage): Record<string, string> {
  const statements = statementsOf(app.registries);
  const about = [
    held(app).length === 0
      ? 'What exists is taken as it is: deploying this makes and changes nothing that holds images.'
      : 'Its stacks take over what exists: run "global-registry adopt --import" before the first deployment.',
    'Adopted by global-registry; the fingerprint of all tags, digests and settings was',
    app.fingerprint,
  ];
  return language === 'typescript'
    ? { 'lib/registry.ts': typescriptFile(statements, about), 'test/registry.test.ts': typescriptTest(app) }
    : { 'lib/registry.py': pythonFile(statements, about), 'tests/test_registry.py': pythonTest(app) };
}
