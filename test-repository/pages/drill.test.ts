import { BegunProject } from '../support/begun';
import { blocksOf } from '../support/pages';

const PAGE = 'docs/how-to/disaster-drill.md';

test('the drill promotes a replica, command by command', () => {
  const project = new BegunProject();
  try {
    const [before, after] = blocksOf(PAGE, 'ts');
    const [deployed, promoted] = blocksOf(PAGE, 'sh');
    const [shown] = blocksOf(PAGE, 'text');
    project.write(before.title!, before.code);
    project.follow(deployed.code);
    project.write(after.title!, after.code);
    expect(project.follow(promoted.code)).toMatch(new RegExp(`${shown.code}$`));
  } finally {
    project.remove();
  }
  // Two deployments and a removal by real processes, which take their time on a busy machine.
}, 180_000);
