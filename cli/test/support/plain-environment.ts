/** No test is told that npm runs it: what is printed would begin with npx. */
for (const name of Object.keys(process.env).filter(one => one.startsWith('npm_'))) {
  delete process.env[name];
}
