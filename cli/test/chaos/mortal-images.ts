import type { ImageClient } from '../../src/cloud/image-client';
import { Killed } from './kill';

/**
 * A client whose process dies with its Nth call, as kill -9 does it: half of the time before the call goes out, half of the time after it
 * had its effect, and without another line of the deployer being run.
 */
export function mortalImages(
  images: ImageClient,
  calls: number,
  afterEffect: boolean,
): { images: ImageClient; death: Promise<never> } {
  let left = calls;
  let die: (error: Error) => void;
  const death = new Promise<never>((_, reject) => (die = reject));
  death.catch(() => undefined);
  const never = new Promise<never>(() => undefined);
  const handler: ProxyHandler<ImageClient> = {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...parameters: unknown[]) => Promise<unknown>;
      return async (...parameters: unknown[]) => {
        left--;
        if (left < 0 || (left === 0 && !afterEffect)) {
          die(new Killed());
          return never;
        }
        const answer = await method.apply(target, parameters);
        if (left <= 0) {
          die(new Killed());
          return never;
        }
        return answer;
      };
    },
  };
  return { images: new Proxy(images, handler), death };
}
