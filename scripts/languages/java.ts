import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { command } from '../package/command';
import { artifact, gather, Language } from './project';

const MAVEN = ['--quiet', '--batch-mode'];

/** Programs compiled by Maven, which finds the library in the local repository. */
export const java: Language = {
  name: 'Java',
  tools: ['java', 'mvn'],

  prepare(root, directory, coreRelease) {
    gather(root, 'java', directory);
    const built = jar(root);
    const install = [`-Dfile=${built}`, `-DpomFile=${built.replace(/jar$/, 'pom')}`];
    command('mvn', [...MAVEN, 'install:install-file', ...install], { cwd: directory });
    const release = coreRelease ? [`-Dros.cdk.version=${coreRelease}`] : [];
    const goals = ['compile', 'dependency:build-classpath', '-Dmdep.outputFile=classpath.txt'];
    command('mvn', [...MAVEN, ...release, ...goals], { cwd: directory });
    const libraries = readFileSync(join(directory, 'classpath.txt'), 'utf8').trim();
    const classpath = [join(directory, 'target', 'classes'), libraries].join(delimiter);
    return {
      core: `${/ros-cdk-core-([\d.]+)\.jar/.exec(libraries)?.[1]} of the registry`,
      start: program => ['java', '-cp', classpath, `example.${className(program)}`],
    };
  },
};

/** `germany-hangzhou` is GermanyHangzhou in Java. */
function className(program: string): string {
  return program.replace(/(^|-)(\w)/g, (_match, _hyphen, letter: string) => letter.toUpperCase());
}

/** The jar in dist/java, which is a Maven repository. */
export function jar(root: string): string {
  return artifact(join(root, 'dist', 'java'), /(?<!-sources|-javadoc)\.jar$/);
}
