import { badRequest } from '../runtime/api-error';
import type { JsonMap } from '../runtime/json';
import { READERS } from '../resources/readers';
import type { Features } from '../ros/features';
import { type Actions, action } from './call';

/** The features that there are; of those that the simulator has none, it tells nothing. */
const FEATURES = [
  'ResourceImport',
  'DriftDetection',
  'All',
  'Terraform',
  'ResourceCleaner',
  'TemplateScratch',
  'TemplateParameterConstraints',
] as const;

function importDetails({ importable }: Features): JsonMap {
  const types = [...importable].sort();
  return {
    SupportedResourceTypes: types.map(ResourceType => ({
      ResourceType,
      ResourceIdentifiers: [...READERS[ResourceType].identifiers],
    })),
  };
}

export const ROS_FEATURES: Actions = {
  GetFeatureDetails: action(['Feature'], ({ features }, call) => {
    call.parameters.required('Feature');
    const feature = call.parameters.oneOf('Feature', FEATURES, 'All');
    if (!['ResourceImport', 'DriftDetection', 'All'].includes(feature)) {
      throw badRequest(
        'NotSupported',
        `The feature ${feature} is not simulated. Ask for ResourceImport, DriftDetection or All.`,
      );
    }
    const asked = (name: string) => feature === 'All' || feature === name;
    return {
      ...(asked('ResourceImport') ? { ResourceImport: importDetails(features) } : {}),
      ...(asked('DriftDetection') ? { DriftDetection: { SupportedResourceTypes: [...features.drift].sort() } } : {}),
    };
  }),
};
