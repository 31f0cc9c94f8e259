/**
 * The releases of the ROS CDK core on npm lack the `.jsii` files that the jsii compiler needs. This makes them anew,
 * from the packages' own declarations, and puts them where the compiler looks for them. Installing runs it.
 */
import { resolve } from 'node:path';

import { run } from './assemble-core/run';

void run(resolve(__dirname, '..'), console).then(code => (process.exitCode = code));
