import { startSimulator } from 'ros-cdk-simulator';
import { CloudError, isCredentialProblem, isForbidden, isTransient } from '../../src/cloud/cloud-error';
import { clients } from '../support/cloud';
import { startProxy } from '../support/proxy';

describe('a refused call', () => {
  const error = (code: string, status?: number) => new CloudError(code, '', status, { action: 'GetStack', region: '' });

  test('is repeated only where that may help', () => {
    const helps = [
      error('Throttling.User', 400),
      error('ServiceUnavailable', 503),
      error('InternalError', 500),
      error('ECONNRESET'),
      error('x', 429),
    ];
    expect(helps.filter(isTransient)).toHaveLength(helps.length);
    const hopeless = [
      error('StackExists', 409),
      error('Forbidden.RAM', 403),
      error('InvalidAccessKeyId.NotFound', 404),
      new Error('x'),
    ];
    expect(hopeless.filter(isTransient)).toEqual([]);
  });

  test('is told apart by whether the credentials or a permission are the trouble', () => {
    expect(isCredentialProblem(error('InvalidSecurityToken.Expired', 400))).toBe(true);
    expect(isForbidden(error('Forbidden.RAM', 403))).toBe(true);
    expect(isForbidden(error('StackNotFound', 404))).toBe(false);
  });
});

test('a signature that does not match is told without what was signed', async () => {
  const simulator = await startSimulator();
  const message = 'Specified signature is not matched with our calculation. server string to sign is:POST\n/\nhost:x';
  const proxy = await startProxy(simulator.endpoint, () => ({ status: 400, code: 'SignatureDoesNotMatch', message }));
  await expect(clients(simulator, proxy.endpoint).ros.listStacks('cn-hangzhou')).rejects.toThrow(
    /^Specified signature is not matched with our calculation\.$/,
  );
  await proxy.close();
  await simulator.close();
});
