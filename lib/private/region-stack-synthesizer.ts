import * as ros from '@alicloud/ros-cdk-core';
import type { ArtifactType } from '@alicloud/ros-cdk-assembly-schema';
import { writeFileSync } from 'fs';
import { join } from 'path';
import type { RegionStack } from './region-stack';
import { Template } from './split-template';

/**
 * Writes the templates of a stack of ours and nothing else: the core's default synthesizer makes up a random bucket name for each
 * stack, although these stacks have no files to upload.
 */
export class RegionStackSynthesizer extends ros.StackSynthesizer {
  public addFileAsset(asset: ros.FileAssetSource): ros.FileAssetLocation {
    throw new Error(
      `${this.boundStack.node.path}: this stack of the registry uploads no files, but was given ${asset.fileName ?? asset.sourceHash}. ` +
        'Put what needs a file into a stack of your own.',
    );
  }

  public synthesize(session: ros.ISynthesisSession): void {
    const stack = this.boundStack as RegionStack;
    if (stack.isEmpty && !hasFollowers(stack)) {
      return;
    }
    const [first, ...later] = stack.templates();
    write(session, stack.templateFile, first.template);
    const others = laterPartsOf(stack.dependencies);
    this.emitArtifact(session, others.length > 0 ? { additionalDependencies: others } : {});
    const tags = stack.tags.tagValues();
    for (const part of later) {
      const templateFile = `${part.id}.template.json`;
      write(session, templateFile, part.template);
      session.assembly.addArtifact(part.id, {
        type: 'aliyun:ros:stack' as ArtifactType,
        properties: {
          templateFile,
          ...(part.name === part.id ? {} : { stackName: part.name }),
          ...(Object.keys(tags).length > 0 ? { tags } : {}),
        },
        dependencies: [...part.dependencies, ...stack.dependencies.map(dependency => dependency.artifactId), ...others],
        metadata: { [`/${stack.node.path}`]: [part.metadata as never] },
      });
    }
  }
}

/** Whoever waits for a split stack waits for all its parts. */
function laterPartsOf(stacks: readonly ros.Stack[]): string[] {
  return stacks.flatMap(stack => ('templates' in stack ? (stack as RegionStack).partNames().slice(1) : []));
}

function hasFollowers(stack: ros.Stack): boolean {
  const everyone = stack.node.root.node.findAll();
  return everyone.some(node => ros.Stack.isStack(node) && node.dependencies.includes(stack));
}

function write(session: ros.ISynthesisSession, file: string, template: Template): void {
  writeFileSync(join(session.assembly.outdir, file), JSON.stringify(template, undefined, 2));
}
