/** What both sides declare: one primary, replicas, and the same namespaces in each region. */
export const INSTANCE_NAME = 'bench';
export const PRIMARY = 'eu-central-1';
export const NAMESPACES = Array.from({ length: 50 }, (_, i) => `team${`${i + 1}`.padStart(2, '0')}`);

const REPLICAS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'cn-beijing',
  'cn-chengdu',
  'cn-guangzhou',
  'cn-hangzhou',
  'cn-heyuan',
  'cn-hongkong',
  'cn-huhehaote',
  'cn-qingdao',
  'cn-shanghai',
  'cn-shenzhen',
  'eu-west-1',
  'us-east-1',
  'us-west-1',
];

/** How many replicas the pairs have, and up to how many growth is measured. */
export const MAX_REPLICAS = REPLICAS.length;

/** The regions of the first so many replicas. */
export function replicaRegions(count: number): string[] {
  return REPLICAS.slice(0, count);
}
