import { Edition } from '../../lib';
import { LATE, primary, registry, replica, Subject, wrong } from './refusal';

/** Refusals about how an instance is bought. */
export const PURCHASE: Subject = {
  title: 'Editions and subscriptions',
  cases: [
    primary(
      'a primary that cannot replicate',
      { edition: Edition.BASIC },
      '[Acme] primary.edition is "Basic", but only editions Advanced (Premium in the console) and Standard can replicate to others. Choose Edition.ADVANCED; an instance that exists is upgraded in the console first.',
    ),
    primary(
      'an edition that does not exist',
      wrong({ edition: 'Economy' }),
      '[Acme] primary.edition is "Economy", but it is Edition.BASIC, Edition.STANDARD or Edition.ADVANCED. Choose one of these.',
    ),
    replica(
      'an edition in lower case',
      wrong({ edition: 'basic' }),
      '[Acme] replicas[0].edition is "basic", but it is Edition.BASIC, Edition.STANDARD or Edition.ADVANCED. Did you mean Edition.BASIC?',
    ),
    replica(
      'an edition that is decided at deploy time',
      wrong({ edition: LATE }),
      '[Acme] replicas[0].edition is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
    primary(
      'a period that is not sold',
      { periodMonths: 4 },
      '[Acme] primary.periodMonths is 4, but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Choose one of these.',
    ),
    primary(
      'a period in quotes',
      wrong({ periodMonths: '12' }),
      '[Acme] primary.periodMonths is "12", but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Write it without quotes.',
    ),
    primary(
      'a period that is no number',
      { periodMonths: NaN },
      '[Acme] primary.periodMonths is NaN, but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Choose one of these.',
    ),
    primary(
      'a period that is a bigint',
      wrong({ periodMonths: 12n }),
      '[Acme] primary.periodMonths is 12n, but a subscription runs for 1, 2, 3, 6, 12, 24, 36, 48 or 60 months. Write it without the n.',
    ),
    primary(
      'a renewal of more months than any subscription has',
      { autoRenewMonths: 1e21 },
      '[Acme] primary.autoRenewMonths is 1e+21, but a renewal adds a whole number of months, at most the 60 of the longest subscription. Choose 1 to 60, or leave it out to renew by hand.',
    ),
    replica(
      'a broken renewal',
      { autoRenewMonths: 0.5 },
      '[Acme] replicas[0].autoRenewMonths is 0.5, but a renewal adds a whole number of months, at most the 60 of the longest subscription. Choose 1 to 60, or leave it out to renew by hand.',
    ),
    replica(
      'a renewal in quotes',
      wrong({ autoRenewMonths: '12' }),
      '[Acme] replicas[0].autoRenewMonths is "12", but a renewal adds a whole number of months, at most the 60 of the longest subscription. Write it without quotes.',
    ),
    primary(
      'a scanner that does not exist',
      wrong({ imageScanner: 'Trivy' }),
      '[Acme] primary.imageScanner is "Trivy", but it is ImageScanner.ACR or ImageScanner.SAS. Choose one of these.',
    ),
    primary(
      'a bad bucket name',
      { storageBucketName: 'My_Bucket' },
      '[Acme] primary.storageBucketName is "My_Bucket", but a bucket name has 3 to 63 lowercase letters, digits and hyphens, and no hyphen at either end. Give the name of an OSS bucket in the region of the instance.',
    ),
    primary(
      'a bad resource group',
      { resourceGroupId: 'platform' },
      '[Acme] primary.resourceGroupId is "platform", but the id of a resource group is "rg-" followed by letters and digits. Copy it from the Resource Management console.',
    ),
    primary(
      'a removal policy in capitals',
      wrong({ removalPolicy: 'DESTROY' }),
      '[Acme] primary.removalPolicy is "DESTROY", but it is RemovalPolicy.RETAIN or RemovalPolicy.DESTROY. Did you mean RemovalPolicy.DESTROY?',
    ),
    registry(
      'a removal policy that is decided at deploy time',
      { primary: { region: 'eu-central-1', removalPolicy: wrong(LATE) } },
      '[Acme] primary.removalPolicy is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.',
    ),
  ],
};
