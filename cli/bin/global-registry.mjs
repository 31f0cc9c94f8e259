#!/usr/bin/env node
import { run } from '../dist/main.mjs';

await run();
