// AWS CDK: one value that a stack reads of a stack in another region, as its users write it.
const { App, Stack, aws_ecr: ecr, aws_ssm: ssm } = require('aws-cdk-lib');

exports.run = ({ primary, replicas }, outdir) => {
  const app = new App({ outdir });
  const env = region => ({ crossRegionReferences: true, env: { account: '123456789012', region } });
  const repository = new ecr.Repository(new Stack(app, 'source', env(primary)), 'Repository', {});
  new ssm.StringParameter(new Stack(app, 'reader', env(replicas[0])), 'Parameter', {
    stringValue: repository.repositoryArn,
  });
  const assembly = app.synth();
  return assembly.stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
};
