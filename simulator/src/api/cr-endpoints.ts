import { describeEndpoint, describeVpcEndpoint, listedEndpoints } from '../cr/describe';
import { addAclEntry, linkVpc, removeAclEntry, switchPublicEndpoint, unlinkVpc } from '../cr/endpoints';
import type { Instance } from '../cr/model';
import { missingParameter } from '../runtime/api-error';
import { isMap } from '../runtime/json';
import { type Account, type Actions, type Call, action } from './call';
import { instanceOf, success } from './cr-support';

const MODULES = ['Registry', 'Chart'] as const;

function moduleOf(call: Call): (typeof MODULES)[number] {
  return call.parameters.oneOf('ModuleName', MODULES, 'Registry');
}

/** The API pages write Internet, the older ones internet; there is no other endpoint to name here. */
function requirePublicEndpoint(call: Call): void {
  call.parameters.required('EndpointType');
  call.parameters.oneOf('EndpointType', ['Internet', 'internet'], 'Internet');
}

/** The entries of a call on the access list: one by itself, or several as JSON. */
function entriesOf(call: Call): { entry: string; comment: string }[] {
  const several = call.parameters.json('Entries');
  const records = Array.isArray(several) ? several.filter(isMap) : [];
  const found = records.map(record => ({ entry: String(record.Entry), comment: String(record.Comment ?? '') }));
  const one = call.parameters.optional('Entry');
  if (one === undefined && found.length === 0) {
    throw missingParameter('Entry');
  }
  const comment = call.parameters.optional('Comment') ?? '';
  return [...(one === undefined ? [] : [{ entry: one, comment }]), ...found];
}

/** Changes the access list as a whole or not at all. */
function changeEntries(account: Account, call: Call, change: (copy: Instance) => void): void {
  requirePublicEndpoint(call);
  const instance = instanceOf(account, call);
  const copy = { ...instance, internet: { ...instance.internet, entries: [...instance.internet.entries] } };
  change(copy);
  instance.internet = copy.internet;
}

const ENDPOINT = ['InstanceId', 'EndpointType', 'ModuleName'];
const VPC = ['InstanceId', 'ModuleName', 'VpcId', 'VswitchId'];

export const CR_ENDPOINTS: Actions = {
  GetInstanceEndpoint: action(ENDPOINT, (account, call) => {
    requirePublicEndpoint(call);
    return success(describeEndpoint(instanceOf(account, call), moduleOf(call)));
  }),

  GetInstanceVpcEndpoint: action(['InstanceId', 'ModuleName'], (account, call) =>
    success(describeVpcEndpoint(instanceOf(account, call), moduleOf(call))),
  ),

  ListInstanceEndpoint: action(['InstanceId', 'ModuleName', 'Summary'], (account, call) => {
    const brief = call.parameters.boolean('Summary', false);
    return success({ Endpoints: listedEndpoints(instanceOf(account, call), moduleOf(call), brief) });
  }),

  UpdateInstanceEndpointStatus: action([...ENDPOINT, 'Enable'], (account, call) => {
    requirePublicEndpoint(call);
    // Charts have no endpoint of their own here.
    call.parameters.oneOf('ModuleName', ['Registry'], 'Registry');
    call.parameters.required('Enable');
    switchPublicEndpoint(instanceOf(account, call), call.parameters.boolean('Enable', false));
    return success();
  }),

  CreateInstanceEndpointAclPolicy: action([...ENDPOINT, 'Entry', 'Comment', 'Entries'], (account, call) => {
    const added = entriesOf(call).map(entry => ({ ...entry, module: moduleOf(call) }));
    changeEntries(account, call, copy => added.forEach(entry => addAclEntry(copy, entry)));
    return success();
  }),

  DeleteInstanceEndpointAclPolicy: action([...ENDPOINT, 'Entry', 'Entries'], (account, call) => {
    const removed = entriesOf(call).map(({ entry }) => ({ entry, module: moduleOf(call) }));
    changeEntries(account, call, copy => removed.forEach(entry => removeAclEntry(copy, entry)));
    return success();
  }),

  CreateInstanceVpcEndpointLinkedVpc: action([...VPC, 'EnableCreateDNSRecordInPvzt'], (account, call) => {
    linkVpc(instanceOf(account, call), {
      vpcId: call.parameters.required('VpcId'),
      vswitchId: call.parameters.required('VswitchId'),
      module: moduleOf(call),
      dnsRecord: call.parameters.boolean('EnableCreateDNSRecordInPvzt', false),
    });
    return success();
  }),

  DeleteInstanceVpcEndpointLinkedVpc: action(VPC, (account, call) => {
    call.parameters.required('VswitchId');
    unlinkVpc(instanceOf(account, call), { vpcId: call.parameters.required('VpcId'), module: moduleOf(call) });
    return success();
  }),
};
