import { ApiError, badRequest, notFound } from '../runtime/api-error';
import { own } from '../runtime/json';
import type { Action, Call } from './call';
import { Parameters } from './parameters';
import type { ApiRequest } from './request';
import { requireRegion } from './ros-input';
import { type Service, SERVICES } from './services';
import type { SignatureCheck } from './signature';

/** Asking which regions there are needs none. */
const WITHOUT_REGION = ['DescribeRegions', 'GenerateTemplatePolicy', 'ListInstanceRegion', 'GetCallerIdentity'];

/** A checked call, and the action that answers it. */
export interface RoutedCall extends Call {
  readonly service: string;
  readonly handler: Action;
}

/** Finds out what a request asks for: who sent it, which service, which action, which region. */
export class CallRouter {
  constructor(private readonly signatures: SignatureCheck) {}

  route(request: ApiRequest): RoutedCall {
    if (request.path !== '/') {
      throw notFound(
        'InvalidAction.NotFound',
        `The path ${JSON.stringify(request.path.slice(0, 80))} is not served: calls go to "/".`,
      );
    }
    if (request.method !== 'GET' && request.method !== 'POST') {
      throw new ApiError(405, 'UnsupportedHTTPMethod', 'This http method is not supported: use GET or POST.');
    }
    const parameters = new Parameters([...request.query, ...request.form]);
    const action = request.headers['x-acs-action'] ?? parameters.optional('Action');
    const version = request.headers['x-acs-version'] ?? parameters.optional('Version');
    if (action === undefined) {
      throw badRequest('MissingAction', 'Action is mandatory for this action.');
    }
    this.signatures.verify(request);
    const service = SERVICES.find(other => other.version === version);
    if (!service) {
      throw badRequest(
        'InvalidVersion',
        `Specified parameter Version is not valid: it is ${SERVICES.map(other => `${other.version} (${other.name})`).join(' or ')}.`,
      );
    }
    const handler = actionOf(service, action);
    refuseUnread(action, handler, parameters);
    const region = WITHOUT_REGION.includes(action)
      ? (parameters.optional('RegionId') ?? '')
      : requireRegion(regionOf(request, parameters));
    return { service: service.name, action, region, parameters, handler };
  }
}

function actionOf(service: Service, name: string): Action {
  const found = own(service.actions, name);
  if (!found) {
    throw notFound(
      'InvalidAction.NotFound',
      `Specified api is not found, please check your url and method: the simulator has no action ${JSON.stringify(name.slice(0, 80))} in ${service.name}.`,
    );
  }
  return found;
}

/** What is not read would be ignored, and whoever sent it would never know. */
function refuseUnread(name: string, action: Action, parameters: Parameters): void {
  const unread = parameters.unread(action.reads);
  if (unread !== undefined) {
    throw badRequest(
      'NotSupported',
      `The parameter ${unread.slice(0, 100)} of ${name} is not simulated. Leave it out; ${name} takes ${['RegionId', ...action.reads].join(', ')}.`,
    );
  }
}

/** From the parameter; else from the host name, as `cr.cn-hangzhou.aliyuncs.com` has it. */
function regionOf(request: ApiRequest, parameters: Parameters): string | undefined {
  return parameters.optional('RegionId') ?? /^cr(?:-vpc)?\.([a-z0-9-]+)\./.exec(request.headers.host ?? '')?.[1];
}
