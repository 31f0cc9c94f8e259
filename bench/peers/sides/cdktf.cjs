// CDK for Terraform with the resources of the alicloud provider, written on its core: bindings for a provider would have to be loaded too.
const { App, TerraformProvider, TerraformResource, TerraformStack } = require('cdktf');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

class Resource extends TerraformResource {
  constructor(scope, id, type, { provider, ...attributes }) {
    super(scope, id, { terraformResourceType: type, provider });
    this.attributes = attributes;
  }
  synthesizeAttributes() {
    return this.attributes;
  }
}

class Provider extends TerraformProvider {
  constructor(scope, region) {
    super(scope, region, { terraformResourceType: 'alicloud', terraformProviderSource: 'aliyun/alicloud' });
    this.alias = region;
    this.region = region;
  }
  synthesizeAttributes() {
    return { region: this.region, alias: this.alias };
  }
}

exports.run = ({ primary, replicas, names }, outdir) => {
  // what a user writes: begin
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'acme');
  const registry = region => {
    const provider = new Provider(stack, region);
    const instance = new Resource(stack, `instance-${region}`, 'alicloud_cr_ee_instance', {
      provider,
      instance_name: 'acme',
      instance_type: region === primary ? 'Advanced' : 'Basic',
      payment_type: 'Subscription',
      period: 1,
      renewal_status: 'ManualRenewal',
    });
    for (const name of names) {
      new Resource(stack, `${name}-${region}`, 'alicloud_cr_ee_namespace', {
        provider,
        instance_id: `\${${instance.fqn}.id}`,
        name,
        auto_create: true,
        default_visibility: 'PRIVATE',
      });
    }
    return { provider, id: `\${${instance.fqn}.id}` };
  };
  const source = registry(primary);
  for (const region of replicas) {
    const target = registry(region);
    for (const name of names) {
      new Resource(stack, `rule-${name}-${region}`, 'alicloud_cr_ee_sync_rule', {
        provider: source.provider,
        instance_id: source.id,
        namespace_name: name,
        name: `${name}-to-${region}`,
        target_region_id: region,
        target_instance_id: target.id,
        target_namespace_name: name,
        tag_filter: '.*',
      });
    }
  }
  app.synth();
  // what a user writes: end
  const file = join(outdir, 'stacks', 'acme', 'cdk.tf.json');
  const written = JSON.parse(readFileSync(file, 'utf8')).resource;
  return Object.entries(written).flatMap(([type, resources]) => Object.keys(resources).map(() => type));
};
