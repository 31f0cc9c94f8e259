import { remedyOf } from '../../src/domain/remedies';
import { declared, registryStack } from '../support/assemblies';

const [stack] = declared([registryStack('cn-hangzhou')]);
const reason = 'UPDATE_FAILED: Registry (ALIYUN::CR::Instance): INSTANCE_IN_USE: The instance holds repositories.';
const CONSOLE =
  'The registry acme in cn-hangzhou still has repositories, or a sync rule begins or ends at it. To lose it, delete these in the ' +
  'console of Container Registry (Repositories; Distribution > Instance Replication). ';

test('what holds images is kept by the app after an update, and by --retain after a deletion', () => {
  const failed = (status: string) => remedyOf({ stack, reason, logicalId: 'Registry', live: { status } });
  expect(failed('ROLLBACK_COMPLETE')).toBe(
    `${CONSOLE}To keep it with all images, put it back into the app, leave removalPolicy out in cn-hangzhou and deploy; then take it out again.`,
  );
  expect(failed('DELETE_FAILED')).toBe(
    `${CONSOLE}To keep them with all images: global-registry destroy --retain --only acme-cn-hangzhou --confirm acme`,
  );
});

test('what left the app is named as it stands in the stack', () => {
  const Resources = { Gone: { Type: 'ALIYUN::CR::Namespace', Properties: { Namespace: 'old' } } };
  const live = { status: 'ROLLBACK_COMPLETE', template: { Resources } };
  expect(remedyOf({ stack, reason: 'NAMESPACE_NOT_EMPTY', logicalId: 'Gone', live })).toMatch(
    /^The namespace old in cn-hangzhou still has repositories, which hold images\./,
  );
});
