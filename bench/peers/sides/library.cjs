// This library: registries, namespaces and sync rules of Container Registry EE.
const ros = require('@alicloud/ros-cdk-core');
const { GlobalRegistry } = require('../../../lib/index.js');

exports.run = ({ primary, replicas, names }, outdir) => {
  // what a user writes: begin
  const app = new ros.App({ outdir });
  new GlobalRegistry(app, 'Acme', {
    instanceName: 'acme',
    primary: { region: primary },
    replicas: replicas.map(region => ({ region })),
    namespaces: names.map(name => ({ name })),
  });
  const assembly = app.synth();
  // what a user writes: end
  return assembly.stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
};
