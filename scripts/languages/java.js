"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.java = void 0;
exports.jar = jar;
const fs_1 = require("fs");
const path_1 = require("path");
const command_1 = require("../package/command");
const project_1 = require("./project");
const MAVEN = ['--quiet', '--batch-mode'];
/** Programs compiled by Maven, which finds the library in the local repository. */
exports.java = {
    name: 'Java',
    tools: ['java', 'mvn'],
    prepare(root, directory, coreRelease) {
        (0, project_1.gather)(root, 'java', directory);
        const built = jar(root);
        const install = [`-Dfile=${built}`, `-DpomFile=${built.replace(/jar$/, 'pom')}`];
        (0, command_1.command)('mvn', [...MAVEN, 'install:install-file', ...install], { cwd: directory });
        const release = coreRelease ? [`-Dros.cdk.version=${coreRelease}`] : [];
        const goals = ['compile', 'dependency:build-classpath', '-Dmdep.outputFile=classpath.txt'];
        (0, command_1.command)('mvn', [...MAVEN, ...release, ...goals], { cwd: directory });
        const libraries = (0, fs_1.readFileSync)((0, path_1.join)(directory, 'classpath.txt'), 'utf8').trim();
        const classpath = [(0, path_1.join)(directory, 'target', 'classes'), libraries].join(path_1.delimiter);
        return {
            core: `${/ros-cdk-core-([\d.]+)\.jar/.exec(libraries)?.[1]} of the registry`,
            start: program => ['java', '-cp', classpath, `example.${className(program)}`],
        };
    },
};
/** `germany-hangzhou` is GermanyHangzhou in Java. */
function className(program) {
    return program.replace(/(^|-)(\w)/g, (_match, _hyphen, letter) => letter.toUpperCase());
}
/** The jar in dist/java, which is a Maven repository. */
function jar(root) {
    const directory = (0, path_1.join)(root, 'dist', 'java');
    const files = (0, fs_1.existsSync)(directory) ? (0, fs_1.readdirSync)(directory, { recursive: true, encoding: 'utf8' }) : [];
    return (0, project_1.artifact)(files, /(?<!-sources|-javadoc)\.jar$/, directory);
}
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiamF2YS5qcyIsInNvdXJjZVJvb3QiOiIiLCJzb3VyY2VzIjpbImphdmEudHMiXSwibmFtZXMiOltdLCJtYXBwaW5ncyI6Ijs7O0FBb0NBLGtCQUlDO0FBeENELDJCQUEyRDtBQUMzRCwrQkFBdUM7QUFFdkMsZ0RBQTZDO0FBQzdDLHVDQUF1RDtBQUV2RCxNQUFNLEtBQUssR0FBRyxDQUFDLFNBQVMsRUFBRSxjQUFjLENBQUMsQ0FBQztBQUUxQyxtRkFBbUY7QUFDdEUsUUFBQSxJQUFJLEdBQWE7SUFDNUIsSUFBSSxFQUFFLE1BQU07SUFDWixLQUFLLEVBQUUsQ0FBQyxNQUFNLEVBQUUsS0FBSyxDQUFDO0lBRXRCLE9BQU8sQ0FBQyxJQUFJLEVBQUUsU0FBUyxFQUFFLFdBQVc7UUFDbEMsSUFBQSxnQkFBTSxFQUFDLElBQUksRUFBRSxNQUFNLEVBQUUsU0FBUyxDQUFDLENBQUM7UUFDaEMsTUFBTSxLQUFLLEdBQUcsR0FBRyxDQUFDLElBQUksQ0FBQyxDQUFDO1FBQ3hCLE1BQU0sT0FBTyxHQUFHLENBQUMsVUFBVSxLQUFLLEVBQUUsRUFBRSxhQUFhLEtBQUssQ0FBQyxPQUFPLENBQUMsTUFBTSxFQUFFLEtBQUssQ0FBQyxFQUFFLENBQUMsQ0FBQztRQUNqRixJQUFBLGlCQUFPLEVBQUMsS0FBSyxFQUFFLENBQUMsR0FBRyxLQUFLLEVBQUUsc0JBQXNCLEVBQUUsR0FBRyxPQUFPLENBQUMsRUFBRSxFQUFFLEdBQUcsRUFBRSxTQUFTLEVBQUUsQ0FBQyxDQUFDO1FBQ25GLE1BQU0sT0FBTyxHQUFHLFdBQVcsQ0FBQyxDQUFDLENBQUMsQ0FBQyxxQkFBcUIsV0FBVyxFQUFFLENBQUMsQ0FBQyxDQUFDLENBQUMsRUFBRSxDQUFDO1FBQ3hFLE1BQU0sS0FBSyxHQUFHLENBQUMsU0FBUyxFQUFFLDRCQUE0QixFQUFFLGlDQUFpQyxDQUFDLENBQUM7UUFDM0YsSUFBQSxpQkFBTyxFQUFDLEtBQUssRUFBRSxDQUFDLEdBQUcsS0FBSyxFQUFFLEdBQUcsT0FBTyxFQUFFLEdBQUcsS0FBSyxDQUFDLEVBQUUsRUFBRSxHQUFHLEVBQUUsU0FBUyxFQUFFLENBQUMsQ0FBQztRQUNyRSxNQUFNLFNBQVMsR0FBRyxJQUFBLGlCQUFZLEVBQUMsSUFBQSxXQUFJLEVBQUMsU0FBUyxFQUFFLGVBQWUsQ0FBQyxFQUFFLE1BQU0sQ0FBQyxDQUFDLElBQUksRUFBRSxDQUFDO1FBQ2hGLE1BQU0sU0FBUyxHQUFHLENBQUMsSUFBQSxXQUFJLEVBQUMsU0FBUyxFQUFFLFFBQVEsRUFBRSxTQUFTLENBQUMsRUFBRSxTQUFTLENBQUMsQ0FBQyxJQUFJLENBQUMsZ0JBQVMsQ0FBQyxDQUFDO1FBQ3BGLE9BQU87WUFDTCxJQUFJLEVBQUUsR0FBRyw0QkFBNEIsQ0FBQyxJQUFJLENBQUMsU0FBUyxDQUFDLEVBQUUsQ0FBQyxDQUFDLENBQUMsa0JBQWtCO1lBQzVFLEtBQUssRUFBRSxPQUFPLENBQUMsRUFBRSxDQUFDLENBQUMsTUFBTSxFQUFFLEtBQUssRUFBRSxTQUFTLEVBQUUsV0FBVyxTQUFTLENBQUMsT0FBTyxDQUFDLEVBQUUsQ0FBQztTQUM5RSxDQUFDO0lBQ0osQ0FBQztDQUNGLENBQUM7QUFFRixxREFBcUQ7QUFDckQsU0FBUyxTQUFTLENBQUMsT0FBZTtJQUNoQyxPQUFPLE9BQU8sQ0FBQyxPQUFPLENBQUMsWUFBWSxFQUFFLENBQUMsTUFBTSxFQUFFLE9BQU8sRUFBRSxNQUFjLEVBQUUsRUFBRSxDQUFDLE1BQU0sQ0FBQyxXQUFXLEVBQUUsQ0FBQyxDQUFDO0FBQ2xHLENBQUM7QUFFRCx5REFBeUQ7QUFDekQsU0FBZ0IsR0FBRyxDQUFDLElBQVk7SUFDOUIsTUFBTSxTQUFTLEdBQUcsSUFBQSxXQUFJLEVBQUMsSUFBSSxFQUFFLE1BQU0sRUFBRSxNQUFNLENBQUMsQ0FBQztJQUM3QyxNQUFNLEtBQUssR0FBRyxJQUFBLGVBQVUsRUFBQyxTQUFTLENBQUMsQ0FBQyxDQUFDLENBQUMsSUFBQSxnQkFBVyxFQUFDLFNBQVMsRUFBRSxFQUFFLFNBQVMsRUFBRSxJQUFJLEVBQUUsUUFBUSxFQUFFLE1BQU0sRUFBRSxDQUFDLENBQUMsQ0FBQyxDQUFDLEVBQUUsQ0FBQztJQUN6RyxPQUFPLElBQUEsa0JBQVEsRUFBQyxLQUFLLEVBQUUsOEJBQThCLEVBQUUsU0FBUyxDQUFDLENBQUM7QUFDcEUsQ0FBQyIsInNvdXJjZXNDb250ZW50IjpbImltcG9ydCB7IGV4aXN0c1N5bmMsIHJlYWRkaXJTeW5jLCByZWFkRmlsZVN5bmMgfSBmcm9tICdmcyc7XG5pbXBvcnQgeyBkZWxpbWl0ZXIsIGpvaW4gfSBmcm9tICdwYXRoJztcblxuaW1wb3J0IHsgY29tbWFuZCB9IGZyb20gJy4uL3BhY2thZ2UvY29tbWFuZCc7XG5pbXBvcnQgeyBhcnRpZmFjdCwgZ2F0aGVyLCBMYW5ndWFnZSB9IGZyb20gJy4vcHJvamVjdCc7XG5cbmNvbnN0IE1BVkVOID0gWyctLXF1aWV0JywgJy0tYmF0Y2gtbW9kZSddO1xuXG4vKiogUHJvZ3JhbXMgY29tcGlsZWQgYnkgTWF2ZW4sIHdoaWNoIGZpbmRzIHRoZSBsaWJyYXJ5IGluIHRoZSBsb2NhbCByZXBvc2l0b3J5LiAqL1xuZXhwb3J0IGNvbnN0IGphdmE6IExhbmd1YWdlID0ge1xuICBuYW1lOiAnSmF2YScsXG4gIHRvb2xzOiBbJ2phdmEnLCAnbXZuJ10sXG5cbiAgcHJlcGFyZShyb290LCBkaXJlY3RvcnksIGNvcmVSZWxlYXNlKSB7XG4gICAgZ2F0aGVyKHJvb3QsICdqYXZhJywgZGlyZWN0b3J5KTtcbiAgICBjb25zdCBidWlsdCA9IGphcihyb290KTtcbiAgICBjb25zdCBpbnN0YWxsID0gW2AtRGZpbGU9JHtidWlsdH1gLCBgLURwb21GaWxlPSR7YnVpbHQucmVwbGFjZSgvamFyJC8sICdwb20nKX1gXTtcbiAgICBjb21tYW5kKCdtdm4nLCBbLi4uTUFWRU4sICdpbnN0YWxsOmluc3RhbGwtZmlsZScsIC4uLmluc3RhbGxdLCB7IGN3ZDogZGlyZWN0b3J5IH0pO1xuICAgIGNvbnN0IHJlbGVhc2UgPSBjb3JlUmVsZWFzZSA/IFtgLURyb3MuY2RrLnZlcnNpb249JHtjb3JlUmVsZWFzZX1gXSA6IFtdO1xuICAgIGNvbnN0IGdvYWxzID0gWydjb21waWxlJywgJ2RlcGVuZGVuY3k6YnVpbGQtY2xhc3NwYXRoJywgJy1EbWRlcC5vdXRwdXRGaWxlPWNsYXNzcGF0aC50eHQnXTtcbiAgICBjb21tYW5kKCdtdm4nLCBbLi4uTUFWRU4sIC4uLnJlbGVhc2UsIC4uLmdvYWxzXSwgeyBjd2Q6IGRpcmVjdG9yeSB9KTtcbiAgICBjb25zdCBsaWJyYXJpZXMgPSByZWFkRmlsZVN5bmMoam9pbihkaXJlY3RvcnksICdjbGFzc3BhdGgudHh0JyksICd1dGY4JykudHJpbSgpO1xuICAgIGNvbnN0IGNsYXNzcGF0aCA9IFtqb2luKGRpcmVjdG9yeSwgJ3RhcmdldCcsICdjbGFzc2VzJyksIGxpYnJhcmllc10uam9pbihkZWxpbWl0ZXIpO1xuICAgIHJldHVybiB7XG4gICAgICBjb3JlOiBgJHsvcm9zLWNkay1jb3JlLShbXFxkLl0rKVxcLmphci8uZXhlYyhsaWJyYXJpZXMpPy5bMV19IG9mIHRoZSByZWdpc3RyeWAsXG4gICAgICBzdGFydDogcHJvZ3JhbSA9PiBbJ2phdmEnLCAnLWNwJywgY2xhc3NwYXRoLCBgZXhhbXBsZS4ke2NsYXNzTmFtZShwcm9ncmFtKX1gXSxcbiAgICB9O1xuICB9LFxufTtcblxuLyoqIGBnZXJtYW55LWhhbmd6aG91YCBpcyBHZXJtYW55SGFuZ3pob3UgaW4gSmF2YS4gKi9cbmZ1bmN0aW9uIGNsYXNzTmFtZShwcm9ncmFtOiBzdHJpbmcpOiBzdHJpbmcge1xuICByZXR1cm4gcHJvZ3JhbS5yZXBsYWNlKC8oXnwtKShcXHcpL2csIChfbWF0Y2gsIF9oeXBoZW4sIGxldHRlcjogc3RyaW5nKSA9PiBsZXR0ZXIudG9VcHBlckNhc2UoKSk7XG59XG5cbi8qKiBUaGUgamFyIGluIGRpc3QvamF2YSwgd2hpY2ggaXMgYSBNYXZlbiByZXBvc2l0b3J5LiAqL1xuZXhwb3J0IGZ1bmN0aW9uIGphcihyb290OiBzdHJpbmcpOiBzdHJpbmcge1xuICBjb25zdCBkaXJlY3RvcnkgPSBqb2luKHJvb3QsICdkaXN0JywgJ2phdmEnKTtcbiAgY29uc3QgZmlsZXMgPSBleGlzdHNTeW5jKGRpcmVjdG9yeSkgPyByZWFkZGlyU3luYyhkaXJlY3RvcnksIHsgcmVjdXJzaXZlOiB0cnVlLCBlbmNvZGluZzogJ3V0ZjgnIH0pIDogW107XG4gIHJldHVybiBhcnRpZmFjdChmaWxlcywgLyg/PCEtc291cmNlc3wtamF2YWRvYylcXC5qYXIkLywgZGlyZWN0b3J5KTtcbn1cbiJdfQ==