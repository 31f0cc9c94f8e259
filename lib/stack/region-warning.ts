import * as ros from '@alicloud/ros-cdk-core';
import { warn } from '../core/notes';
import { isLiteral } from '../core/tokens';
import { regionWarning } from '../domain/regions';

/** Warns of a region that has no Container Registry as far as we know. */
export function warnOfRegion(construct: ros.IConstruct, region: string): void {
  const warning = isLiteral(region) ? regionWarning(region) : undefined;
  if (warning !== undefined) {
    warn(construct, warning);
  }
}
