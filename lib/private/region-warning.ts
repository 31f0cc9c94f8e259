import * as ros from '@alicloud/ros-cdk-core';
import { nearestRegion, REGIONS } from '../domain/regions';
import { known } from './late';
import { LATE } from './problem';
import { warn } from './notes';

/** Warns of a region that has no Container Registry as far as we know. Regions open and close, so it is no refusal. */
export function warnOfRegion(construct: ros.IConstruct, region: string): void {
  const found = REGIONS.get(region);
  if (known(region) === LATE) {
    return;
  }
  if (found === undefined) {
    warn(construct, `Region ${region} is not known to have Container Registry. Did you mean ${nearestRegion(region)}?`);
  } else if (found.closed) {
    warn(
      construct,
      `Region ${region} (${found.name}) is listed as closed for Container Registry. Choose another region.`,
    );
  }
}
