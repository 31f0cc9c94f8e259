import { PublicAccess, RegistryInstanceProps } from '../lib';
import { newApp, synth } from './support/assembly';
import { acme, instanceIn } from './support/registries';

const instance = (props: Partial<RegistryInstanceProps>) => synth(app => instanceIn(app, 'cn-hangzhou', props));

describe('hosts', () => {
  test('are named for images, VPCs and charts, and a login line is published for the host that can be reached', () => {
    const made = instanceIn(newApp(), 'cn-hangzhou');
    expect(made.chartHost).toBe('acme-chart.cn-hangzhou.cr.aliyuncs.com');
    const login = (props: Partial<RegistryInstanceProps>) =>
      (instance(props).template('stack-cn-hangzhou').Outputs as Record<string, { Value: string }>).RegistryDockerLogin
        .Value;
    expect(login({})).toBe('docker login --username=YOUR_USER_NAME acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com');
    expect(login({ publicAccess: PublicAccess.anywhere() })).toBe(
      'docker login --username=YOUR_USER_NAME acme-registry.cn-hangzhou.cr.aliyuncs.com',
    );
  });

  test('every output of every stack says what it is', () => {
    const assembly = synth(app => acme(app, { publicAccess: PublicAccess.anywhere() }));
    for (const stack of assembly.stacks()) {
      for (const output of Object.values(
        assembly.template(stack).Outputs as Record<string, { Description?: string }>,
      )) {
        expect(output.Description).toMatch(/^\S.* \S/);
      }
    }
  });
});
