import { PlannedStack, Resource } from './deployment';
import { Host, hostsOf } from './hosts';
import { wavesOf } from './waves';

/** What an assembly would deploy, for a person in front of 80 columns. */
export function deploymentText(stacks: readonly PlannedStack[]): string {
  const waves = wavesOf(stacks);
  const sections = [
    `${count(stacks.length, 'stack')} in ${count(waves.length, 'wave')}`,
    ...waves.map((wave, i) => [waveTitle(i + 1, wave), ...wave.map(stackText)].join('\n')),
    section('Arrows: what is pushed to the first is copied to the second', arrows(stacks)),
    section('Hosts, once access to the instances is opened', hosts(stacks)),
    nextText(waves),
  ];
  return `${sections.filter(text => text !== '').join('\n\n')}\n`;
}

function waveTitle(number: number, wave: readonly PlannedStack[]): string {
  const when = number === 1 ? '' : `, once wave ${number - 1} is complete`;
  return `Wave ${number}${wave.length > 1 ? ', side by side' : ''}${when}`;
}

function stackText({ name, region, role, tier, resources }: PlannedStack): string {
  const purpose = tier === undefined ? role : `${role}, ${tier}`;
  const rows = resources.map(resource => [resource.id, resource.type, remark(resource)]);
  return [`\n  ${name}  (${purpose}) in ${region}`, ...columns(rows).map(line => `    ${line}`)].join('\n');
}

/** What a resource does, where its type is one of those that make up a registry. */
function remark({ type, properties }: Resource): string {
  switch (type) {
    case 'ALIYUN::CR::Instance':
      return `${properties.InstanceName}, ${properties.InstanceType}`;
    case 'ALIYUN::CR::Namespace':
      return `${properties.Namespace}`;
    case 'ALIYUN::CR::Repository':
      return `${properties.RepoNamespace}/${properties.RepoName}`;
    case 'ALIYUN::CR::RepoSyncRule':
      return `${copied(properties)} -> ${properties.TargetRegionId}`;
    case 'ALIYUN::ROS::Assert':
      return guarded(properties.Values);
    default:
      return '';
  }
}

function copied({ NamespaceName, RepoName }: Record<string, unknown>): string {
  return RepoName === undefined ? `${NamespaceName}` : `${NamespaceName}/${RepoName}`;
}

/** A guard compares the region of the deployment, or what a stack of an earlier wave gives. */
function guarded(values: unknown): string {
  const [left, right] = values as [Record<string, unknown>, unknown];
  const read = left['Fn::GetStackOutput'] as [string] | undefined;
  return read === undefined ? `only in ${right}` : `only after ${read[0]}`;
}

function arrows(stacks: readonly PlannedStack[]): string[] {
  const namespaces = new Map<string, string[]>();
  for (const { region, resources } of stacks) {
    for (const { properties } of resources.filter(({ type }) => type === 'ALIYUN::CR::RepoSyncRule')) {
      const arrow = `${region} -> ${properties.TargetRegionId}`;
      namespaces.set(arrow, [...(namespaces.get(arrow) ?? []), copied(properties)]);
    }
  }
  return columns([...namespaces].sort().map(([arrow, names]) => [arrow, names.sort().join(', ')]));
}

function hosts(stacks: readonly PlannedStack[]): string[] {
  const all = hostsOf(stacks);
  const rows = (verb: string, some: readonly Host[]) =>
    some
      .flatMap(({ host, vpcHost }) => [[host, ''], ...(vpcHost === undefined ? [] : [[vpcHost, 'inside a VPC']])])
      .map((cells, i) => [i === 0 ? verb : '', ...cells]);
  const primaries = all.filter(({ primary }) => primary);
  return columns([...rows('push to', primaries), ...rows('pull from', all)]);
}

function nextText(waves: readonly PlannedStack[][]): string {
  const bought = waves
    .flat()
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'ALIYUN::CR::Instance'));
  const commands = waves.flatMap((wave, i) =>
    wave.map(({ name, region }) => [region, `ros-cdk deploy ${name}`, i === 0 ? '' : `after wave ${i}`]),
  );
  return [
    'Next: deploy with the stock ros-cdk, stack by stack in this order. It deploys to',
    'the region set with "ros-cdk config"; a stack in a wrong region stops at once.',
    ...(bought.length === 0 ? [] : [`Deploying buys ${count(bought.length, 'subscription')}.`]),
    '',
    ...columns(commands).map(line => `  ${line}`),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, '', ...lines.map(line => `  ${line}`)].join('\n');
}

/** Lines whose cells stand below each other. */
function columns(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column].length))) ?? [];
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
