import { assemble } from './assemble';
import { findCompiler } from './compiler';
import { findPackage } from './package';
import { Refusal, REINSTALL } from './refusal';

const CORE = '@alicloud/ros-cdk-core';

/** Where the words go: what was done, and what stopped it. */
export interface Voice {
  log(line: string): void;
  error(line: string): void;
}

/** Makes the assemblies for the project in the folder `root`; returns the exit code. */
export async function run(root: string, voice: Voice): Promise<number> {
  try {
    const compiler = findCompiler(root);
    if (!compiler) {
      voice.log(`No jsii compiler is installed here, so the jsii assemblies of ${CORE} are not needed.`);
      return 0;
    }
    const core = findPackage(CORE, root);
    if (!core) {
      const rule = 'the library is compiled against its jsii assembly';
      throw new Refusal({ subject: CORE, got: 'is not installed', rule, fix: REINSTALL });
    }
    const assembled = await assemble(core, compiler);
    assembled.forEach(({ title }) => voice.log(`Assembled ${title} for jsii.`));
    return 0;
  } catch (error) {
    voice.error(`Cannot make the jsii assemblies of ${CORE}: ${error instanceof Error ? error.message : error}`);
    return 1;
  }
}
