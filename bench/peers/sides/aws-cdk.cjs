// AWS CDK with ECR: a stack per region with a repository for each name, as replication carries no settings; one rule for all regions.
// ECR has neither instances nor namespaces, so each repository tells its address in a parameter, to have as much to write.
const { App, Stack, aws_ecr: ecr, aws_ssm: ssm } = require('aws-cdk-lib');

const ACCOUNT = '123456789012';

exports.run = ({ primary, replicas, names }, outdir) => {
  // what a user writes: begin
  const app = new App({ outdir });
  for (const region of [primary, ...replicas]) {
    const stack = new Stack(app, `acme-${region}`, { env: { account: ACCOUNT, region } });
    for (const repositoryName of names) {
      const repository = new ecr.Repository(stack, repositoryName, { repositoryName });
      new ssm.StringParameter(stack, `${repositoryName}-uri`, {
        parameterName: `/acme/${repositoryName}`,
        stringValue: repository.repositoryUri,
      });
    }
    if (region === primary) {
      const destinations = replicas.map(replica => ({ region: replica, registryId: ACCOUNT }));
      new ecr.CfnReplicationConfiguration(stack, 'Replication', {
        replicationConfiguration: { rules: [{ destinations }] },
      });
    }
  }
  const assembly = app.synth();
  // what a user writes: end
  return assembly.stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
};
