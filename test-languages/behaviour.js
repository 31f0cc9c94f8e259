"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.specifyLanguage = specifyLanguage;
const project_1 = require("../scripts/languages/project");
const support_1 = require("./support");
/** How many stacks an example has; a comparison of nothing with nothing would always succeed. */
const STACKS = { 'germany-hangzhou': 3, 'many-regions': 13 };
/** What the library says about `test-languages/programs/*` named bad-names, whatever the language. */
const BAD_NAMES = [
    'Validation failed with the following errors:',
    '  [Acme] replicas[0].region is "Hangzhou", but a region is written as its id, such as "cn-hangzhou" or ' +
        '"eu-central-1". Did you mean "cn-hangzhou"?',
    '  [Acme] namespaces[0].name is "Prod", but a namespace name has 2 to 30 characters, uses only lowercase letters, ' +
        'digits, hyphens and underscores, and begins and ends with a letter or a digit. Did you mean "prod"?',
].join('\n');
/** What every language has to do alike. */
function specifyLanguage(language, { oldestCore, tests } = {}) {
    (0, support_1.describeWith)(language.tools, language.name, () => {
        describe('with the ROS CDK core that the examples ask for', () => {
            const project = specifyExamples(language);
            tests?.(project);
        });
        if (oldestCore) {
            describe(`with the oldest ROS CDK core, ${oldestCore}`, () => {
                specifyExamples(language, oldestCore);
            });
        }
    });
}
function specifyExamples(language, coreRelease) {
    let project;
    beforeAll(() => {
        project = language.prepare(support_1.ROOT, (0, support_1.scratch)(language.name), coreRelease);
        process.stdout.write(`${language.name}: ROS CDK core ${project.core}\n`);
    });
    test.each(Object.entries(STACKS))('%s makes the %i templates of TypeScript, byte for byte', (example, stacks) => {
        const outdir = (0, support_1.scratch)(example);
        const { status, stderr } = (0, project_1.runProgram)(project, example, outdir);
        expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
        const made = (0, support_1.templates)(outdir);
        expect(Object.keys(made)).toHaveLength(stacks);
        expect(made).toEqual((0, support_1.reference)(example));
    });
    test('refuses bad names in the words of the library', () => {
        const { status, stderr } = (0, project_1.runProgram)(project, 'bad-names', (0, support_1.scratch)('bad-names'));
        expect(status).not.toBe(0);
        expect(stderr).toContain(BAD_NAMES);
    });
    if (coreRelease) {
        test('runs with the release that was asked for', () => {
            expect(project.core).toBe(`${coreRelease} of the registry`);
        });
    }
    return () => project;
}
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiYmVoYXZpb3VyLmpzIiwic291cmNlUm9vdCI6IiIsInNvdXJjZXMiOlsiYmVoYXZpb3VyLnRzIl0sIm5hbWVzIjpbXSwibWFwcGluZ3MiOiI7O0FBeUJBLDBDQVlDO0FBckNELDBEQUE2RTtBQUM3RSx1Q0FBOEU7QUFFOUUsaUdBQWlHO0FBQ2pHLE1BQU0sTUFBTSxHQUFHLEVBQUUsa0JBQWtCLEVBQUUsQ0FBQyxFQUFFLGNBQWMsRUFBRSxFQUFFLEVBQUUsQ0FBQztBQUU3RCxzR0FBc0c7QUFDdEcsTUFBTSxTQUFTLEdBQUc7SUFDaEIsOENBQThDO0lBQzlDLHlHQUF5RztRQUN2Ryw2Q0FBNkM7SUFDL0MsbUhBQW1IO1FBQ2pILHFHQUFxRztDQUN4RyxDQUFDLElBQUksQ0FBQyxJQUFJLENBQUMsQ0FBQztBQVdiLDJDQUEyQztBQUMzQyxTQUFnQixlQUFlLENBQUMsUUFBa0IsRUFBRSxFQUFFLFVBQVUsRUFBRSxLQUFLLEtBQW9CLEVBQUU7SUFDM0YsSUFBQSxzQkFBWSxFQUFDLFFBQVEsQ0FBQyxLQUFLLEVBQUUsUUFBUSxDQUFDLElBQUksRUFBRSxHQUFHLEVBQUU7UUFDL0MsUUFBUSxDQUFDLGlEQUFpRCxFQUFFLEdBQUcsRUFBRTtZQUMvRCxNQUFNLE9BQU8sR0FBRyxlQUFlLENBQUMsUUFBUSxDQUFDLENBQUM7WUFDMUMsS0FBSyxFQUFFLENBQUMsT0FBTyxDQUFDLENBQUM7UUFDbkIsQ0FBQyxDQUFDLENBQUM7UUFDSCxJQUFJLFVBQVUsRUFBRSxDQUFDO1lBQ2YsUUFBUSxDQUFDLGlDQUFpQyxVQUFVLEVBQUUsRUFBRSxHQUFHLEVBQUU7Z0JBQzNELGVBQWUsQ0FBQyxRQUFRLEVBQUUsVUFBVSxDQUFDLENBQUM7WUFDeEMsQ0FBQyxDQUFDLENBQUM7UUFDTCxDQUFDO0lBQ0gsQ0FBQyxDQUFDLENBQUM7QUFDTCxDQUFDO0FBRUQsU0FBUyxlQUFlLENBQUMsUUFBa0IsRUFBRSxXQUFvQjtJQUMvRCxJQUFJLE9BQWdCLENBQUM7SUFDckIsU0FBUyxDQUFDLEdBQUcsRUFBRTtRQUNiLE9BQU8sR0FBRyxRQUFRLENBQUMsT0FBTyxDQUFDLGNBQUksRUFBRSxJQUFBLGlCQUFPLEVBQUMsUUFBUSxDQUFDLElBQUksQ0FBQyxFQUFFLFdBQVcsQ0FBQyxDQUFDO1FBQ3RFLE9BQU8sQ0FBQyxNQUFNLENBQUMsS0FBSyxDQUFDLEdBQUcsUUFBUSxDQUFDLElBQUksa0JBQWtCLE9BQU8sQ0FBQyxJQUFJLElBQUksQ0FBQyxDQUFDO0lBQzNFLENBQUMsQ0FBQyxDQUFDO0lBRUgsSUFBSSxDQUFDLElBQUksQ0FBQyxNQUFNLENBQUMsT0FBTyxDQUFDLE1BQU0sQ0FBQyxDQUFDLENBQUMsd0RBQXdELEVBQUUsQ0FBQyxPQUFPLEVBQUUsTUFBTSxFQUFFLEVBQUU7UUFDOUcsTUFBTSxNQUFNLEdBQUcsSUFBQSxpQkFBTyxFQUFDLE9BQU8sQ0FBQyxDQUFDO1FBQ2hDLE1BQU0sRUFBRSxNQUFNLEVBQUUsTUFBTSxFQUFFLEdBQUcsSUFBQSxvQkFBVSxFQUFDLE9BQU8sRUFBRSxPQUFPLEVBQUUsTUFBTSxDQUFDLENBQUM7UUFDaEUsTUFBTSxDQUFDLENBQUMsTUFBTSxFQUFFLE1BQU0sS0FBSyxDQUFDLENBQUMsQ0FBQyxDQUFDLEVBQUUsQ0FBQyxDQUFDLENBQUMsTUFBTSxDQUFDLENBQUMsQ0FBQyxPQUFPLENBQUMsQ0FBQyxDQUFDLEVBQUUsRUFBRSxDQUFDLENBQUMsQ0FBQztRQUM5RCxNQUFNLElBQUksR0FBRyxJQUFBLG1CQUFTLEVBQUMsTUFBTSxDQUFDLENBQUM7UUFDL0IsTUFBTSxDQUFDLE1BQU0sQ0FBQyxJQUFJLENBQUMsSUFBSSxDQUFDLENBQUMsQ0FBQyxZQUFZLENBQUMsTUFBTSxDQUFDLENBQUM7UUFDL0MsTUFBTSxDQUFDLElBQUksQ0FBQyxDQUFDLE9BQU8sQ0FBQyxJQUFBLG1CQUFTLEVBQUMsT0FBTyxDQUFDLENBQUMsQ0FBQztJQUMzQyxDQUFDLENBQUMsQ0FBQztJQUVILElBQUksQ0FBQywrQ0FBK0MsRUFBRSxHQUFHLEVBQUU7UUFDekQsTUFBTSxFQUFFLE1BQU0sRUFBRSxNQUFNLEVBQUUsR0FBRyxJQUFBLG9CQUFVLEVBQUMsT0FBTyxFQUFFLFdBQVcsRUFBRSxJQUFBLGlCQUFPLEVBQUMsV0FBVyxDQUFDLENBQUMsQ0FBQztRQUNsRixNQUFNLENBQUMsTUFBTSxDQUFDLENBQUMsR0FBRyxDQUFDLElBQUksQ0FBQyxDQUFDLENBQUMsQ0FBQztRQUMzQixNQUFNLENBQUMsTUFBTSxDQUFDLENBQUMsU0FBUyxDQUFDLFNBQVMsQ0FBQyxDQUFDO0lBQ3RDLENBQUMsQ0FBQyxDQUFDO0lBRUgsSUFBSSxXQUFXLEVBQUUsQ0FBQztRQUNoQixJQUFJLENBQUMsMENBQTBDLEVBQUUsR0FBRyxFQUFFO1lBQ3BELE1BQU0sQ0FBQyxPQUFPLENBQUMsSUFBSSxDQUFDLENBQUMsSUFBSSxDQUFDLEdBQUcsV0FBVyxrQkFBa0IsQ0FBQyxDQUFDO1FBQzlELENBQUMsQ0FBQyxDQUFDO0lBQ0wsQ0FBQztJQUNELE9BQU8sR0FBRyxFQUFFLENBQUMsT0FBTyxDQUFDO0FBQ3ZCLENBQUMiLCJzb3VyY2VzQ29udGVudCI6WyJpbXBvcnQgeyBMYW5ndWFnZSwgUHJvamVjdCwgcnVuUHJvZ3JhbSB9IGZyb20gJy4uL3NjcmlwdHMvbGFuZ3VhZ2VzL3Byb2plY3QnO1xuaW1wb3J0IHsgZGVzY3JpYmVXaXRoLCByZWZlcmVuY2UsIFJPT1QsIHNjcmF0Y2gsIHRlbXBsYXRlcyB9IGZyb20gJy4vc3VwcG9ydCc7XG5cbi8qKiBIb3cgbWFueSBzdGFja3MgYW4gZXhhbXBsZSBoYXM7IGEgY29tcGFyaXNvbiBvZiBub3RoaW5nIHdpdGggbm90aGluZyB3b3VsZCBhbHdheXMgc3VjY2VlZC4gKi9cbmNvbnN0IFNUQUNLUyA9IHsgJ2dlcm1hbnktaGFuZ3pob3UnOiAzLCAnbWFueS1yZWdpb25zJzogMTMgfTtcblxuLyoqIFdoYXQgdGhlIGxpYnJhcnkgc2F5cyBhYm91dCBgdGVzdC1sYW5ndWFnZXMvcHJvZ3JhbXMvKmAgbmFtZWQgYmFkLW5hbWVzLCB3aGF0ZXZlciB0aGUgbGFuZ3VhZ2UuICovXG5jb25zdCBCQURfTkFNRVMgPSBbXG4gICdWYWxpZGF0aW9uIGZhaWxlZCB3aXRoIHRoZSBmb2xsb3dpbmcgZXJyb3JzOicsXG4gICcgIFtBY21lXSByZXBsaWNhc1swXS5yZWdpb24gaXMgXCJIYW5nemhvdVwiLCBidXQgYSByZWdpb24gaXMgd3JpdHRlbiBhcyBpdHMgaWQsIHN1Y2ggYXMgXCJjbi1oYW5nemhvdVwiIG9yICcgK1xuICAgICdcImV1LWNlbnRyYWwtMVwiLiBEaWQgeW91IG1lYW4gXCJjbi1oYW5nemhvdVwiPycsXG4gICcgIFtBY21lXSBuYW1lc3BhY2VzWzBdLm5hbWUgaXMgXCJQcm9kXCIsIGJ1dCBhIG5hbWVzcGFjZSBuYW1lIGhhcyAyIHRvIDMwIGNoYXJhY3RlcnMsIHVzZXMgb25seSBsb3dlcmNhc2UgbGV0dGVycywgJyArXG4gICAgJ2RpZ2l0cywgaHlwaGVucyBhbmQgdW5kZXJzY29yZXMsIGFuZCBiZWdpbnMgYW5kIGVuZHMgd2l0aCBhIGxldHRlciBvciBhIGRpZ2l0LiBEaWQgeW91IG1lYW4gXCJwcm9kXCI/Jyxcbl0uam9pbignXFxuJyk7XG5cbi8qKiBXaGF0IGRpZmZlcnMgYmV0d2VlbiBsYW5ndWFnZXMuICovXG5leHBvcnQgaW50ZXJmYWNlIFBlY3VsaWFyaXRpZXMge1xuICAvKiogVGhlIGZpcnN0IHJlbGVhc2Ugb2YgdGhlIGNvcmUgaW4gdGhlIHJlZ2lzdHJ5IG9mIHRoZSBsYW5ndWFnZSB0aGF0IHRoZSBsaWJyYXJ5IHdvcmtzIHdpdGguICovXG4gIHJlYWRvbmx5IG9sZGVzdENvcmU/OiBzdHJpbmc7XG5cbiAgLyoqIFRlc3RzIG9mIG9uZSBsYW5ndWFnZSBhbG9uZS4gKi9cbiAgcmVhZG9ubHkgdGVzdHM/OiAocHJvamVjdDogKCkgPT4gUHJvamVjdCkgPT4gdm9pZDtcbn1cblxuLyoqIFdoYXQgZXZlcnkgbGFuZ3VhZ2UgaGFzIHRvIGRvIGFsaWtlLiAqL1xuZXhwb3J0IGZ1bmN0aW9uIHNwZWNpZnlMYW5ndWFnZShsYW5ndWFnZTogTGFuZ3VhZ2UsIHsgb2xkZXN0Q29yZSwgdGVzdHMgfTogUGVjdWxpYXJpdGllcyA9IHt9KTogdm9pZCB7XG4gIGRlc2NyaWJlV2l0aChsYW5ndWFnZS50b29scywgbGFuZ3VhZ2UubmFtZSwgKCkgPT4ge1xuICAgIGRlc2NyaWJlKCd3aXRoIHRoZSBST1MgQ0RLIGNvcmUgdGhhdCB0aGUgZXhhbXBsZXMgYXNrIGZvcicsICgpID0+IHtcbiAgICAgIGNvbnN0IHByb2plY3QgPSBzcGVjaWZ5RXhhbXBsZXMobGFuZ3VhZ2UpO1xuICAgICAgdGVzdHM/Lihwcm9qZWN0KTtcbiAgICB9KTtcbiAgICBpZiAob2xkZXN0Q29yZSkge1xuICAgICAgZGVzY3JpYmUoYHdpdGggdGhlIG9sZGVzdCBST1MgQ0RLIGNvcmUsICR7b2xkZXN0Q29yZX1gLCAoKSA9PiB7XG4gICAgICAgIHNwZWNpZnlFeGFtcGxlcyhsYW5ndWFnZSwgb2xkZXN0Q29yZSk7XG4gICAgICB9KTtcbiAgICB9XG4gIH0pO1xufVxuXG5mdW5jdGlvbiBzcGVjaWZ5RXhhbXBsZXMobGFuZ3VhZ2U6IExhbmd1YWdlLCBjb3JlUmVsZWFzZT86IHN0cmluZyk6ICgpID0+IFByb2plY3Qge1xuICBsZXQgcHJvamVjdDogUHJvamVjdDtcbiAgYmVmb3JlQWxsKCgpID0+IHtcbiAgICBwcm9qZWN0ID0gbGFuZ3VhZ2UucHJlcGFyZShST09ULCBzY3JhdGNoKGxhbmd1YWdlLm5hbWUpLCBjb3JlUmVsZWFzZSk7XG4gICAgcHJvY2Vzcy5zdGRvdXQud3JpdGUoYCR7bGFuZ3VhZ2UubmFtZX06IFJPUyBDREsgY29yZSAke3Byb2plY3QuY29yZX1cXG5gKTtcbiAgfSk7XG5cbiAgdGVzdC5lYWNoKE9iamVjdC5lbnRyaWVzKFNUQUNLUykpKCclcyBtYWtlcyB0aGUgJWkgdGVtcGxhdGVzIG9mIFR5cGVTY3JpcHQsIGJ5dGUgZm9yIGJ5dGUnLCAoZXhhbXBsZSwgc3RhY2tzKSA9PiB7XG4gICAgY29uc3Qgb3V0ZGlyID0gc2NyYXRjaChleGFtcGxlKTtcbiAgICBjb25zdCB7IHN0YXR1cywgc3RkZXJyIH0gPSBydW5Qcm9ncmFtKHByb2plY3QsIGV4YW1wbGUsIG91dGRpcik7XG4gICAgZXhwZWN0KFtzdGF0dXMsIHN0YXR1cyA9PT0gMCA/ICcnIDogc3RkZXJyXSkudG9FcXVhbChbMCwgJyddKTtcbiAgICBjb25zdCBtYWRlID0gdGVtcGxhdGVzKG91dGRpcik7XG4gICAgZXhwZWN0KE9iamVjdC5rZXlzKG1hZGUpKS50b0hhdmVMZW5ndGgoc3RhY2tzKTtcbiAgICBleHBlY3QobWFkZSkudG9FcXVhbChyZWZlcmVuY2UoZXhhbXBsZSkpO1xuICB9KTtcblxuICB0ZXN0KCdyZWZ1c2VzIGJhZCBuYW1lcyBpbiB0aGUgd29yZHMgb2YgdGhlIGxpYnJhcnknLCAoKSA9PiB7XG4gICAgY29uc3QgeyBzdGF0dXMsIHN0ZGVyciB9ID0gcnVuUHJvZ3JhbShwcm9qZWN0LCAnYmFkLW5hbWVzJywgc2NyYXRjaCgnYmFkLW5hbWVzJykpO1xuICAgIGV4cGVjdChzdGF0dXMpLm5vdC50b0JlKDApO1xuICAgIGV4cGVjdChzdGRlcnIpLnRvQ29udGFpbihCQURfTkFNRVMpO1xuICB9KTtcblxuICBpZiAoY29yZVJlbGVhc2UpIHtcbiAgICB0ZXN0KCdydW5zIHdpdGggdGhlIHJlbGVhc2UgdGhhdCB3YXMgYXNrZWQgZm9yJywgKCkgPT4ge1xuICAgICAgZXhwZWN0KHByb2plY3QuY29yZSkudG9CZShgJHtjb3JlUmVsZWFzZX0gb2YgdGhlIHJlZ2lzdHJ5YCk7XG4gICAgfSk7XG4gIH1cbiAgcmV0dXJuICgpID0+IHByb2plY3Q7XG59XG4iXX0=