// The same by hand on the core of the ROS CDK: no guard for the region, no check of a name, no readable rule name.
const ros = require('@alicloud/ros-cdk-core');

exports.run = ({ primary, replicas, names }, outdir) => {
  // what a user writes: begin
  const app = new ros.App({ outdir });
  const registry = region => {
    const stack = new ros.Stack(app, `acme-${region}`, { env: { region } });
    const instance = new ros.RosResource(stack, 'Instance', {
      type: 'ALIYUN::CR::Instance',
      properties: {
        InstanceName: 'acme',
        InstanceType: region === primary ? 'Advanced' : 'Basic',
        Period: 1,
        RenewalStatus: 'ManualRenewal',
      },
    });
    for (const name of names) {
      new ros.RosResource(stack, `Namespace-${name}`, {
        type: 'ALIYUN::CR::Namespace',
        properties: {
          InstanceId: instance.getAtt('InstanceId'),
          Namespace: name,
          AutoCreate: true,
          DefaultVisibility: 'PRIVATE',
        },
      });
    }
    new ros.RosOutput(stack, 'InstanceId', { value: instance.getAtt('InstanceId') });
    return stack;
  };
  const read = stack => ros.Fn.getStackOutput(stack.stackName, 'InstanceId', stack.region);
  const source = registry(primary);
  for (const region of replicas) {
    const target = registry(region);
    const rules = new ros.Stack(app, `acme-rules-${region}`, { env: { region: primary } });
    rules.addDependency(source);
    rules.addDependency(target);
    for (const name of names) {
      new ros.RosResource(rules, `Rule-${name}`, {
        type: 'ALIYUN::CR::RepoSyncRule',
        properties: {
          InstanceId: read(source),
          TargetInstanceId: read(target),
          TargetRegionId: region,
          NamespaceName: name,
          TargetNamespaceName: name,
          RepoNameFilter: '.*',
          SyncRuleName: `${name}-to-${region}`,
          SyncScope: 'NAMESPACE',
          SyncTrigger: 'PASSIVE',
          TagFilter: '.*',
        },
      });
    }
  }
  const assembly = app.synth();
  // what a user writes: end
  return assembly.stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
};
