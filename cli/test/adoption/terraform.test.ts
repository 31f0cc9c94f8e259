import { goneOf, readTerraform } from '../../src/adoption/terraform';
import { foundRegistries } from '../support/found';

const stored = (type: string, name: string, attributes: object, more: object = {}) => ({
  ...{ mode: 'managed', type, name, instances: [{ attributes }], ...more },
});
const state = (...resources: object[]) => JSON.stringify({ version: 4, resources });
const FILE = 'terraform.tfstate';

describe('a state of Terraform', () => {
  test('tells instances with their regions: their own, those of rules, and those in hosts', () => {
    const endpoints = [{ domains: [{ domain: 'acme-registry.us-east-1.cr.aliyuncs.com' }] }];
    const rule = { target_instance_id: 'cri-cn', target_region_id: 'cn-hangzhou', repo_sync_rule_id: 'crsr-1' };
    const read = readTerraform(
      state(
        stored('alicloud_cr_ee_instance', 'eu', { id: 'cri-eu', region_id: 'eu-central-1' }),
        stored('alicloud_cr_ee_instance', 'us', { id: 'cri-us', instance_endpoints: endpoints }),
        stored('alicloud_cr_ee_namespace', 'prod', { instance_id: 'cri-cn', name: 'prod' }),
        stored('alicloud_cr_ee_sync_rule', 'prod', { instance_id: 'cri-eu', ...rule }),
        stored('alicloud_cr_vpc_endpoint_linked_vpc', 'home', { instance_id: 'cri-ap', vpc_id: 'vpc-1' }),
        stored('alicloud_cr_namespace', 'personal', { name: 'mine' }),
        stored('alicloud_vpc', 'home', { id: 'vpc-1' }),
      ),
      FILE,
    );
    expect(read.places).toEqual([
      { instanceId: 'cri-cn', region: 'cn-hangzhou' },
      { instanceId: 'cri-eu', region: 'eu-central-1' },
      { instanceId: 'cri-us', region: 'us-east-1' },
    ]);
    expect(read.unplaced).toEqual(['cri-ap']);
  });

  test('names resources as Terraform does, in modules and by keys, from either command', () => {
    const keyed = {
      module: 'module.eu["a"]',
      instances: [{ index_key: 'b', attributes: { id: 'cri-1', region_id: 'r' } }],
    };
    const address = 'module.eu["a"].alicloud_cr_ee_instance.acme["b"]';
    expect(readTerraform(state(stored('alicloud_cr_ee_instance', 'acme', {}, keyed)), FILE).resources).toEqual([
      { address, instanceId: 'cri-1', part: '' },
    ]);
    const shown = {
      mode: 'managed',
      type: 'alicloud_cr_ee_instance',
      address,
      values: { id: 'cri-1', region_id: 'r' },
    };
    const json = JSON.stringify({ values: { root_module: { child_modules: [{ resources: [shown] }] } } });
    expect(readTerraform(json, FILE).resources).toEqual([{ address, instanceId: 'cri-1', part: '' }]);
  });

  test('tells what the service no longer has', () => {
    const inGermany = (name: string) => stored('alicloud_cr_ee_namespace', name, { instance_id: 'cri-eu', name });
    expect(goneOf(readTerraform(state(inGermany('prod'), inGermany('old')), FILE), foundRegistries())).toEqual([
      'alicloud_cr_ee_namespace.old',
    ]);
  });

  test.each([
    [
      'no JSON',
      '<',
      'terraform.tfstate is no state of Terraform: it is not JSON. Write one with: terraform state pull > FILE',
    ],
    [
      'another version',
      '{"version":3}',
      'terraform.tfstate is no state of Terraform that can be read: it has neither version 4 nor the values of terraform show -json. ' +
        'Write one with: terraform state pull > FILE',
    ],
    [
      'no registry',
      state(),
      'terraform.tfstate has no registry of the Enterprise Edition: nothing in it is an alicloud_cr_ee_instance or on one.',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => readTerraform(text, FILE)).toThrow(new Error(message));
  });
});

describe('what is no state of Terraform', () => {
  const WRITE = 'Write one with: terraform state pull > FILE';

  test.each([
    ['{', `${FILE} is no state of Terraform: it is not JSON. ${WRITE}`],
    ['[]', `${FILE} is no state of Terraform: it is JSON, but no object. ${WRITE}`],
    ['null', `${FILE} is no state of Terraform: it is JSON, but no object. ${WRITE}`],
    [
      '{"version":3}',
      `${FILE} is no state of Terraform that can be read: it has neither version 4 nor the values of terraform show -json. ${WRITE}`,
    ],
    ...[
      '{"version":4,"resources":[null]}',
      '{"version":4,"resources":{}}',
      '{"version":4,"resources":[{"mode":"managed","instances":[null,{"attributes":3}]}]}',
      '{"values":{"root_module":[]}}',
      '{"values":{"root_module":{"resources":[1],"child_modules":[null]}}}',
    ].map(text => [
      text,
      `${FILE} has no registry of the Enterprise Edition: nothing in it is an alicloud_cr_ee_instance or on one.`,
    ]),
  ])('refuses %s', (text, told) => {
    expect(() => readTerraform(text, FILE)).toThrow(told);
  });
});
