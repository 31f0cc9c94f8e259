"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.python = void 0;
exports.wheel = wheel;
const fs_1 = require("fs");
const path_1 = require("path");
const command_1 = require("../package/command");
const project_1 = require("./project");
/** Programs run by a virtual environment of their own. */
exports.python = {
    name: 'Python',
    tools: ['python3'],
    prepare(root, directory, coreRelease) {
        (0, project_1.gather)(root, 'python', directory);
        const interpreter = (0, path_1.join)(directory, '.venv', 'bin', 'python');
        (0, command_1.command)('python3', ['-m', 'venv', '.venv'], { cwd: directory });
        // A release that is asked for is older than what the examples ask for.
        const requirements = coreRelease ? coreOf(coreRelease) : ['-r', 'requirements.txt'];
        (0, command_1.command)(interpreter, ['-m', 'pip', 'install', '--quiet', wheel(root), ...requirements], { cwd: directory });
        const version = "import importlib.metadata as m; print(m.version('ros-cdk-core'))";
        return {
            core: `${(0, command_1.command)(interpreter, ['-c', version], { cwd: directory }).trim()} of the registry`,
            start: program => [interpreter, (0, path_1.join)(directory, `${program.replace(/-/g, '_')}.py`)],
        };
    },
};
function coreOf(release) {
    return ['ros-cdk-core', 'ros-cdk-cxapi', 'ros-cdk-assembly-schema'].map(name => `${name}==${release}`);
}
/** The wheel in dist/python. */
function wheel(root) {
    const directory = (0, path_1.join)(root, 'dist', 'python');
    return (0, project_1.artifact)((0, fs_1.existsSync)(directory) ? (0, fs_1.readdirSync)(directory) : [], /\.whl$/, directory);
}
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoicHl0aG9uLmpzIiwic291cmNlUm9vdCI6IiIsInNvdXJjZXMiOlsicHl0aG9uLnRzIl0sIm5hbWVzIjpbXSwibWFwcGluZ3MiOiI7OztBQStCQSxzQkFHQztBQWxDRCwyQkFBNkM7QUFDN0MsK0JBQTRCO0FBRTVCLGdEQUE2QztBQUM3Qyx1Q0FBdUQ7QUFFdkQsMERBQTBEO0FBQzdDLFFBQUEsTUFBTSxHQUFhO0lBQzlCLElBQUksRUFBRSxRQUFRO0lBQ2QsS0FBSyxFQUFFLENBQUMsU0FBUyxDQUFDO0lBRWxCLE9BQU8sQ0FBQyxJQUFJLEVBQUUsU0FBUyxFQUFFLFdBQVc7UUFDbEMsSUFBQSxnQkFBTSxFQUFDLElBQUksRUFBRSxRQUFRLEVBQUUsU0FBUyxDQUFDLENBQUM7UUFDbEMsTUFBTSxXQUFXLEdBQUcsSUFBQSxXQUFJLEVBQUMsU0FBUyxFQUFFLE9BQU8sRUFBRSxLQUFLLEVBQUUsUUFBUSxDQUFDLENBQUM7UUFDOUQsSUFBQSxpQkFBTyxFQUFDLFNBQVMsRUFBRSxDQUFDLElBQUksRUFBRSxNQUFNLEVBQUUsT0FBTyxDQUFDLEVBQUUsRUFBRSxHQUFHLEVBQUUsU0FBUyxFQUFFLENBQUMsQ0FBQztRQUNoRSx1RUFBdUU7UUFDdkUsTUFBTSxZQUFZLEdBQUcsV0FBVyxDQUFDLENBQUMsQ0FBQyxNQUFNLENBQUMsV0FBVyxDQUFDLENBQUMsQ0FBQyxDQUFDLENBQUMsSUFBSSxFQUFFLGtCQUFrQixDQUFDLENBQUM7UUFDcEYsSUFBQSxpQkFBTyxFQUFDLFdBQVcsRUFBRSxDQUFDLElBQUksRUFBRSxLQUFLLEVBQUUsU0FBUyxFQUFFLFNBQVMsRUFBRSxLQUFLLENBQUMsSUFBSSxDQUFDLEVBQUUsR0FBRyxZQUFZLENBQUMsRUFBRSxFQUFFLEdBQUcsRUFBRSxTQUFTLEVBQUUsQ0FBQyxDQUFDO1FBQzVHLE1BQU0sT0FBTyxHQUFHLGtFQUFrRSxDQUFDO1FBQ25GLE9BQU87WUFDTCxJQUFJLEVBQUUsR0FBRyxJQUFBLGlCQUFPLEVBQUMsV0FBVyxFQUFFLENBQUMsSUFBSSxFQUFFLE9BQU8sQ0FBQyxFQUFFLEVBQUUsR0FBRyxFQUFFLFNBQVMsRUFBRSxDQUFDLENBQUMsSUFBSSxFQUFFLGtCQUFrQjtZQUMzRixLQUFLLEVBQUUsT0FBTyxDQUFDLEVBQUUsQ0FBQyxDQUFDLFdBQVcsRUFBRSxJQUFBLFdBQUksRUFBQyxTQUFTLEVBQUUsR0FBRyxPQUFPLENBQUMsT0FBTyxDQUFDLElBQUksRUFBRSxHQUFHLENBQUMsS0FBSyxDQUFDLENBQUM7U0FDckYsQ0FBQztJQUNKLENBQUM7Q0FDRixDQUFDO0FBRUYsU0FBUyxNQUFNLENBQUMsT0FBZTtJQUM3QixPQUFPLENBQUMsY0FBYyxFQUFFLGVBQWUsRUFBRSx5QkFBeUIsQ0FBQyxDQUFDLEdBQUcsQ0FBQyxJQUFJLENBQUMsRUFBRSxDQUFDLEdBQUcsSUFBSSxLQUFLLE9BQU8sRUFBRSxDQUFDLENBQUM7QUFDekcsQ0FBQztBQUVELGdDQUFnQztBQUNoQyxTQUFnQixLQUFLLENBQUMsSUFBWTtJQUNoQyxNQUFNLFNBQVMsR0FBRyxJQUFBLFdBQUksRUFBQyxJQUFJLEVBQUUsTUFBTSxFQUFFLFFBQVEsQ0FBQyxDQUFDO0lBQy9DLE9BQU8sSUFBQSxrQkFBUSxFQUFDLElBQUEsZUFBVSxFQUFDLFNBQVMsQ0FBQyxDQUFDLENBQUMsQ0FBQyxJQUFBLGdCQUFXLEVBQUMsU0FBUyxDQUFDLENBQUMsQ0FBQyxDQUFDLEVBQUUsRUFBRSxRQUFRLEVBQUUsU0FBUyxDQUFDLENBQUM7QUFDNUYsQ0FBQyIsInNvdXJjZXNDb250ZW50IjpbImltcG9ydCB7IGV4aXN0c1N5bmMsIHJlYWRkaXJTeW5jIH0gZnJvbSAnZnMnO1xuaW1wb3J0IHsgam9pbiB9IGZyb20gJ3BhdGgnO1xuXG5pbXBvcnQgeyBjb21tYW5kIH0gZnJvbSAnLi4vcGFja2FnZS9jb21tYW5kJztcbmltcG9ydCB7IGFydGlmYWN0LCBnYXRoZXIsIExhbmd1YWdlIH0gZnJvbSAnLi9wcm9qZWN0JztcblxuLyoqIFByb2dyYW1zIHJ1biBieSBhIHZpcnR1YWwgZW52aXJvbm1lbnQgb2YgdGhlaXIgb3duLiAqL1xuZXhwb3J0IGNvbnN0IHB5dGhvbjogTGFuZ3VhZ2UgPSB7XG4gIG5hbWU6ICdQeXRob24nLFxuICB0b29sczogWydweXRob24zJ10sXG5cbiAgcHJlcGFyZShyb290LCBkaXJlY3RvcnksIGNvcmVSZWxlYXNlKSB7XG4gICAgZ2F0aGVyKHJvb3QsICdweXRob24nLCBkaXJlY3RvcnkpO1xuICAgIGNvbnN0IGludGVycHJldGVyID0gam9pbihkaXJlY3RvcnksICcudmVudicsICdiaW4nLCAncHl0aG9uJyk7XG4gICAgY29tbWFuZCgncHl0aG9uMycsIFsnLW0nLCAndmVudicsICcudmVudiddLCB7IGN3ZDogZGlyZWN0b3J5IH0pO1xuICAgIC8vIEEgcmVsZWFzZSB0aGF0IGlzIGFza2VkIGZvciBpcyBvbGRlciB0aGFuIHdoYXQgdGhlIGV4YW1wbGVzIGFzayBmb3IuXG4gICAgY29uc3QgcmVxdWlyZW1lbnRzID0gY29yZVJlbGVhc2UgPyBjb3JlT2YoY29yZVJlbGVhc2UpIDogWyctcicsICdyZXF1aXJlbWVudHMudHh0J107XG4gICAgY29tbWFuZChpbnRlcnByZXRlciwgWyctbScsICdwaXAnLCAnaW5zdGFsbCcsICctLXF1aWV0Jywgd2hlZWwocm9vdCksIC4uLnJlcXVpcmVtZW50c10sIHsgY3dkOiBkaXJlY3RvcnkgfSk7XG4gICAgY29uc3QgdmVyc2lvbiA9IFwiaW1wb3J0IGltcG9ydGxpYi5tZXRhZGF0YSBhcyBtOyBwcmludChtLnZlcnNpb24oJ3Jvcy1jZGstY29yZScpKVwiO1xuICAgIHJldHVybiB7XG4gICAgICBjb3JlOiBgJHtjb21tYW5kKGludGVycHJldGVyLCBbJy1jJywgdmVyc2lvbl0sIHsgY3dkOiBkaXJlY3RvcnkgfSkudHJpbSgpfSBvZiB0aGUgcmVnaXN0cnlgLFxuICAgICAgc3RhcnQ6IHByb2dyYW0gPT4gW2ludGVycHJldGVyLCBqb2luKGRpcmVjdG9yeSwgYCR7cHJvZ3JhbS5yZXBsYWNlKC8tL2csICdfJyl9LnB5YCldLFxuICAgIH07XG4gIH0sXG59O1xuXG5mdW5jdGlvbiBjb3JlT2YocmVsZWFzZTogc3RyaW5nKTogc3RyaW5nW10ge1xuICByZXR1cm4gWydyb3MtY2RrLWNvcmUnLCAncm9zLWNkay1jeGFwaScsICdyb3MtY2RrLWFzc2VtYmx5LXNjaGVtYSddLm1hcChuYW1lID0+IGAke25hbWV9PT0ke3JlbGVhc2V9YCk7XG59XG5cbi8qKiBUaGUgd2hlZWwgaW4gZGlzdC9weXRob24uICovXG5leHBvcnQgZnVuY3Rpb24gd2hlZWwocm9vdDogc3RyaW5nKTogc3RyaW5nIHtcbiAgY29uc3QgZGlyZWN0b3J5ID0gam9pbihyb290LCAnZGlzdCcsICdweXRob24nKTtcbiAgcmV0dXJuIGFydGlmYWN0KGV4aXN0c1N5bmMoZGlyZWN0b3J5KSA/IHJlYWRkaXJTeW5jKGRpcmVjdG9yeSkgOiBbXSwgL1xcLndobCQvLCBkaXJlY3RvcnkpO1xufVxuIl19