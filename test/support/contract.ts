import * as ros from '@alicloud/ros-cdk-core';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What an app wrote, in a few letters: the templates, and the manifest without what no deployment reads. */
export interface Fingerprint {
  readonly templates: string;
  readonly manifest: string;
}

/** The fingerprint of a directory that an app was written into. */
export function fingerprint(directory: string): Fingerprint {
  const templates = readdirSync(directory)
    .filter(name => name.endsWith('.template.json'))
    .sort()
    .map(name => [name, readFileSync(join(directory, name), 'utf8')]);
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
  return { templates: digest(templates), manifest: digest(withoutNoise(manifest)) };
}

/** Declares something in an app of its own, writes it, and gives its fingerprint. */
export function fingerprintOf(declare: (app: ros.App) => void): Fingerprint {
  const outdir = mkdtempSync(join(tmpdir(), 'contract-'));
  try {
    const app = new ros.App({ outdir });
    declare(app);
    app.synth();
    return fingerprint(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/**
 * Traces are paths of one machine, notes are words for people; the version of the metadata, and what is noted for those who pull, came
 * after the record.
 */
function withoutNoise(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .filter(item => !/^(?:aliyun:ros:(?:info|warning)|ros-cdk-global-registry:pulling)$/.test(String(item?.type)))
      .map(withoutNoise);
  }
  return value === null || typeof value !== 'object'
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => name !== 'trace' && name !== 'version')
          .map(([name, inner]) => [name, withoutNoise(inner)] as const)
          .filter(([, inner]) => !(Array.isArray(inner) && inner.length === 0)),
      );
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
