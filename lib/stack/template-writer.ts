import * as ros from '@alicloud/ros-cdk-core';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusalOf } from '../core/refuse';

/** A stack of ours, as far as writing it goes. */
interface WrittenStack extends ros.Stack {
  readonly isEmpty: boolean;
  text(): string;
}

/**
 * Writes the template of a stack of ours and nothing else: the core's default synthesizer makes up a random bucket name for each
 * stack, although these stacks have no files to upload. A stack that holds nothing, and that no other waits for, is left out.
 */
export class TemplateWriter extends ros.StackSynthesizer {
  public addFileAsset(asset: ros.FileAssetSource): ros.FileAssetLocation {
    const rule = 'a stack of the registry uploads none';
    const fix = 'Put what needs a file into a stack of your own';
    throw refusalOf(this.boundStack, [{ subject: 'a file', got: asset.fileName ?? asset.sourceHash, rule, fix }]);
  }

  public synthesize(session: ros.ISynthesisSession): void {
    const stack = this.boundStack as WrittenStack;
    if (stack.isEmpty && !hasFollowers(stack)) {
      return;
    }
    writeFileSync(join(session.assembly.outdir, stack.templateFile), stack.text());
    this.emitArtifact(session);
  }
}

function hasFollowers(stack: ros.Stack): boolean {
  const everyone = stack.node.root.node.findAll();
  return everyone.some(node => ros.Stack.isStack(node) && node.dependencies.includes(stack));
}
