// Pulumi with its alicloud package, under the mocks of its testing library: no engine, no state, nothing is written.
const pulumi = require('@pulumi/pulumi');

const types = [];
pulumi.runtime.setMocks(
  {
    newResource: ({ type, name, inputs }) => {
      types.push(type);
      return { id: `${name}-id`, state: inputs };
    },
    call: ({ inputs }) => inputs,
  },
  'acme',
  'test',
);
const alicloud = require('@pulumi/alicloud');

exports.run = async ({ primary, replicas, names }) => {
  // what a user writes: begin
  const registry = region => {
    const provider = new alicloud.Provider(region, { region });
    const instance = new alicloud.cr.RegistryEnterpriseInstance(
      `acme-${region}`,
      {
        instanceName: 'acme',
        instanceType: region === primary ? 'Advanced' : 'Basic',
        paymentType: 'Subscription',
        period: 1,
        renewalStatus: 'ManualRenewal',
      },
      { provider },
    );
    const namespaces = names.map(
      name =>
        new alicloud.cs.RegistryEnterpriseNamespace(
          `${name}-${region}`,
          { instanceId: instance.id, name, autoCreate: true, defaultVisibility: 'PRIVATE' },
          { provider },
        ),
    );
    return { provider, instance, namespaces };
  };
  const source = registry(primary);
  for (const region of replicas) {
    const target = registry(region);
    for (const name of names) {
      new alicloud.cs.RegistryEnterpriseSyncRule(
        `rule-${name}-${region}`,
        {
          instanceId: source.instance.id,
          namespaceName: name,
          syncRuleName: `${name}-to-${region}`,
          targetRegionId: region,
          targetInstanceId: target.instance.id,
          targetNamespaceName: name,
          tagFilter: '.*',
        },
        { provider: source.provider, dependsOn: [...source.namespaces, ...target.namespaces] },
      );
    }
  }
  // what a user writes: end
  await pulumi.runtime.waitForRPCs?.();
  await pulumi.runtime.disconnect();
  return types.filter(type => !type.startsWith('pulumi:'));
};
