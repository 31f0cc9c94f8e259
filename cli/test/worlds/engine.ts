import { CrClient } from '../../src/cloud/cr-client';
import type { Connection } from '../../src/cloud/connection';
import { fixedCredentials } from '../../src/cloud/credentials';
import type { Cloud } from '../../src/cloud/cloud';
import { isTransient } from '../../src/cloud/cloud-error';
import { ImageClient } from '../../src/cloud/image-client';
import { ImportClient } from '../../src/cloud/import-client';
import { SettingsClient } from '../../src/cloud/settings-client';
import { SdkRosClient } from '../../src/cloud/sdk-ros-client';
import { Parameters } from '../../../simulator/src/api/parameters';
import { SERVICES } from '../../../simulator/src/api/services';
import { type Assembled, assemble, beginning } from '../../../simulator/src/assemble';
import { ApiError } from '../../../simulator/src/runtime/api-error';
import { Faults } from '../../../simulator/src/runtime/faults';
import { type PushedImage, pushSmallImage } from '../../../simulator/src/images/push';
import { random } from '../support/random';
import { Turns } from './turns';

type Fields = Record<string, unknown>;

interface Named {
  readonly action: string;
  readonly version: string;
}

interface Sent {
  readonly query?: Fields;
  readonly body?: Fields;
}

export interface ApiCall {
  readonly action: string;
  readonly region: string;
  readonly stackId?: unknown;
}

/** Something that others do while the deployer is at work. */
export interface Event {
  /** Asked before each call. */
  readonly isDue: (call: ApiCall) => boolean;
  readonly happens: (call: ApiCall) => Promise<void>;
}

/** As long as anything takes. */
const LONG = 3_600_000;
/** What things take, in simulated seconds: enough to be looked at in between. */
const SECONDS = { 'ALIYUN::CR::Instance': 4 };
/** How often a call is repeated. */
const TRIES = 4;

/** The engine of the simulator in this process, without the network, where time passes only when everybody waits. */
export class Engine {
  readonly turns: Turns;
  readonly faults: Faults;
  readonly parts: Assembled;

  private event?: Event;

  private constructor(
    private readonly begun: Awaited<ReturnType<typeof beginning>>,
    seed: number,
  ) {
    const { world } = begun;
    this.faults = new Faults(world);
    this.parts = assemble(begun, {
      faults: this.faults,
      options: { clock: 'manual', repeatedNames: true, latency: { resources: SECONDS } },
      secret: 'secret',
      save: () => undefined,
      login: false,
      lateReferrers: false,
      clientAddress: () => '203.0.113.10',
      log: () => undefined,
      report: error => {
        throw error;
      },
      onOpen: () => undefined,
    });
    const next = random(seed);
    const { clock } = this.parts.account;
    this.turns = new Turns(
      count => Math.floor(next() * count),
      () => clock.now,
      moment => clock.advance(moment - clock.now),
    );
  }

  static async start(seed: number): Promise<Engine> {
    return new Engine(await beginning({ seed, startTime: new Date('2026-01-01') }), seed);
  }

  get world(): Assembled['account']['world'] {
    return this.begun.world;
  }

  /** Stores an image as a client does who pushes it. */
  push(image: PushedImage): Promise<unknown> {
    return pushSmallImage(this.parts.images, this.parts.account.tasks, image);
  }

  /** Lets something happen before a call. */
  meanwhile(event: Event): void {
    this.event = event;
  }

  /** What has not happened by now does not happen any more. */
  forget(): void {
    this.event = undefined;
  }

  /** Answers one call, as the API does after it has let the caller in. */
  call(action: string, version: string, given: Fields): Fields {
    const parameters = new Parameters(textsOf(given));
    const region = parameters.optional('RegionId') ?? '';
    const fault = this.faults.forCall(action, region);
    if (fault !== undefined) {
      throw new ApiError(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.');
    }
    const { actions } = SERVICES.find(service => service.version === version)!;
    const reply = actions[action].run(this.parts.account, { action, region, parameters });
    return JSON.parse(JSON.stringify(reply)) as Fields;
  }

  private async happen(call: ApiCall): Promise<void> {
    const { event } = this;
    if (event?.isDue(call)) {
      this.event = undefined;
      await event.happens(call);
    }
  }

  /** Lets time pass until nothing happens any more. */
  async rest(): Promise<void> {
    await this.parts.account.clock.advance(LONG);
  }

  /** The services as the deployer knows them: its own clients, whose calls end here. */
  cloud(): Cloud {
    const connection = { ...NOWHERE, retry: retryAtOnce };
    const callApi = async ({ action, version }: Named, { query, body }: Sent) => {
      await this.turns.take();
      await this.happen({ action, region: String(query?.RegionId), stackId: query?.StackId });
      return { statusCode: 200, headers: {}, body: answer(() => this.call(action, version, { ...query, ...body })) };
    };
    const [ros, imports] = [new SdkRosClient(connection), new ImportClient(connection)];
    [ros, imports].forEach(one => Object.assign(Reflect.get(one, 'sdk') as object, { callApi }));
    const [cr, images, settings] = [
      new CrClient(connection),
      new ImageClient(connection),
      new SettingsClient(connection),
    ];
    [cr, images, settings].forEach(one =>
      Object.assign(Reflect.get(one, 'api') as object, { client: () => ({ callApi }) }),
    );
    return { ...ABSENT, ros, cr, images, settings, imports, simulated: true, now: () => this.world.now };
  }
}

const NOWHERE: Omit<Connection, 'retry'> = {
  endpoint: '127.0.0.1:1',
  protocol: 'HTTP',
  sharedEndpoint: true,
  credential: fixedCredentials({ accessKeyId: 'nobody', accessKeySecret: 'nothing' }),
};

/** Of no use to whoever changes stacks. */
const ABSENT = {
  roles: undefined as never,
  watch: undefined as never,
  registries: undefined as never,
  identity: { account: async () => undefined } as never,
  endpoint: NOWHERE.endpoint,
};

async function retryAtOnce<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (tries === TRIES || !isTransient(error)) {
        throw error;
      }
    }
  }
}

/** The clients send everything as text. */
const textsOf = (given: Fields): [string, string][] =>
  Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);

/** An error as the official clients throw it. */
function answer(call: () => Fields): Fields {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    const { status: statusCode, code, message } = error;
    throw Object.assign(new Error(message), { code, statusCode, data: { Code: code, Message: message, statusCode } });
  }
}
