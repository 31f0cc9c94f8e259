import { Project, runProgram } from '../scripts/languages/project';
import { python } from '../scripts/languages/python';
import { specifyLanguage } from './behaviour';
import { scratch } from './support';

specifyLanguage(python, { oldestCore: '1.6.0', tests: specifyTypes });

function specifyTypes(project: () => Project): void {
  test('refuses a value of the wrong type where it is given, and names the prop', () => {
    const { status, stderr } = runProgram(project(), 'bad-type', scratch('bad-type'));
    expect(status).toBe(1);
    expect(stderr).toContain('TypeError: type of argument region must be str; got int instead');
    expect(stderr).toContain('bad_type.py", line 4');
  });
}
