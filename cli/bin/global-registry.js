#!/usr/bin/env node
require('../dist/main').run(process.argv);
