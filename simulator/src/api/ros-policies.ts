import { badRequest } from '../runtime/api-error';
import { RAM_ACTIONS } from '../runtime/facts.generated';
import type { JsonMap } from '../runtime/json';
import { parseTemplate } from '../template/parse';
import { section } from '../template/sections';
import { validateTemplate } from '../template/validate';
import { type Actions, action } from './call';

const BY_TYPE = new Map<string, readonly string[]>(Object.entries(RAM_ACTIONS));

/** What somebody is granted who deploys a template, as far as that is known of the types of its resources. */
function policyFor(template: JsonMap): JsonMap {
  const types = Object.values(section(template, 'Resources')).map(resource => String((resource as JsonMap).Type));
  const granted = [...new Set(types.flatMap(type => BY_TYPE.get(type) ?? []))].sort();
  const statements = granted.length > 0 ? [{ Effect: 'Allow', Action: granted, Resource: '*' }] : [];
  return { Version: '1', Statement: statements };
}

export const ROS_POLICIES: Actions = {
  GenerateTemplatePolicy: action(['TemplateBody'], ({ features }, call) => {
    const template = parseTemplate(call.parameters.required('TemplateBody'));
    validateTemplate(template);
    if (!features.policies) {
      throw badRequest('NotSupported', 'No policy can be generated for this template.');
    }
    return { Policy: policyFor(template) };
  }),
};
