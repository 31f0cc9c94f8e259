import { ROS_LIMITS } from '../../runtime/facts.generated';
import type { PropertySchema, TypeSchema } from './type-schema';

const seconds = (updatable: boolean): PropertySchema => ({
  type: 'Number',
  required: false,
  updatable,
  minValue: 0,
  maxValue: 1800,
});
const optional = (type: string, updatable: boolean, more: Partial<PropertySchema> = {}): PropertySchema => ({
  type,
  required: false,
  updatable,
  ...more,
});

/** The types that only the service itself needs; those of products are in schema/. */
export const ROS_TYPES: readonly TypeSchema[] = [
  {
    type: 'ALIYUN::ROS::Sleep',
    properties: {
      CreateDuration: seconds(false),
      UpdateDuration: seconds(true),
      DeleteDuration: seconds(true),
      UpdateRollbackDuration: seconds(true),
      Triggers: optional('Map', true),
    },
    attributes: {},
  },
  {
    type: 'ALIYUN::ROS::Stack',
    properties: {
      TemplateBody: optional('Map', true, { raw: true }),
      TemplateURL: optional('String', true, { maxLength: 1024 }),
      TemplateId: optional('String', true),
      TemplateVersion: optional('String', true),
      Parameters: optional('Map', true),
      TimeoutMins: optional('Number', true, {
        minValue: ROS_LIMITS.timeoutMinutesLeast,
        maxValue: ROS_LIMITS.timeoutMinutesMost,
      }),
      Tags: optional('List', true, { itemType: 'Map' }),
      ResourceGroupId: optional('String', false),
    },
    attributes: { Outputs: 'the outputs of the nested stack, as Outputs.Name' },
  },
];
