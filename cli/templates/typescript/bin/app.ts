import * as ros from '@alicloud/ros-cdk-core';
import { declareRegistry } from '../lib/registry';

const app = new ros.App();
declareRegistry(app);
app.synth();
