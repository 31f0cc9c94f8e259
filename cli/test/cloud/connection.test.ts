import { parseEndpoint } from '../../src/cloud/connection';

describe('an endpoint', () => {
  test('is a host, with HTTPS but for this machine', () => {
    expect(parseEndpoint('ros-intl.aliyuncs.com')).toEqual({
      endpoint: 'ros-intl.aliyuncs.com',
      protocol: 'HTTPS',
      sharedEndpoint: false,
    });
    expect(parseEndpoint('http://127.0.0.1:7070/')).toEqual({
      endpoint: '127.0.0.1:7070',
      protocol: 'HTTP',
      sharedEndpoint: true,
    });
  });

  test('refuses plain HTTP to anywhere else', () => {
    expect(() => parseEndpoint('http://ros.aliyuncs.com')).toThrow(
      '--endpoint is "http://ros.aliyuncs.com", but templates go over plain HTTP to this machine only. Use https://ros.aliyuncs.com.',
    );
    expect(() => parseEndpoint('a b')).toThrow(
      '--endpoint is "a b", but an endpoint is a host such as ros.aliyuncs.com or 127.0.0.1:7070.',
    );
  });
});
