/** Thrown into the test when the life of a client is over; the run itself hears nothing any more. */
export class Killed extends Error {}

/**
 * A client whose process dies with its Nth call, as kill -9 does it: half of the time before the call goes out, half of the time
 * after it had its effect, and without another line of the deployer being run.
 */
export function mortal<T extends object>(
  client: T,
  calls: number,
  afterEffect: boolean,
): { client: T; death: Promise<never> } {
  let left = calls;
  let die: (error: Error) => void;
  const death = new Promise<never>((_, reject) => (die = reject));
  const never = new Promise<never>(() => undefined);
  const handler: ProxyHandler<T> = {
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
  death.catch(() => undefined);
  return { client: new Proxy(client, handler), death };
}
