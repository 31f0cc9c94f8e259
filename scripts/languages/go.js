"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.go = void 0;
exports.goModule = goModule;
const fs_1 = require("fs");
const path_1 = require("path");
const command_1 = require("../package/command");
const go_module_1 = require("../package/go-module");
const project_1 = require("./project");
const MODULE = 'github.com/ros-cdk-global-registry/ros-cdk-global-registry-go/globalregistry';
/** Programs compiled against the generated module, and against the core wherever there is one. */
exports.go = {
    name: 'Go',
    tools: ['go'],
    prepare(root, directory) {
        (0, project_1.gather)(root, 'go', directory);
        const core = (0, go_module_1.findGoCore)(root, directory, (0, go_module_1.coreVersion)(root));
        (0, go_module_1.tidy)(directory, { ...core.replacements, [MODULE]: goModule(root) });
        (0, command_1.command)('go', ['build', '-o', 'bin/', './germany-hangzhou', './many-regions', './bad-names', './bare-core'], {
            cwd: directory,
        });
        const origin = core.origin === 'registry' ? 'of the registry' : 'generated here';
        return { core: `${(0, go_module_1.coreVersion)(root)} ${origin}`, start: program => [(0, path_1.join)(directory, 'bin', program)] };
    },
};
/** The module in dist/go. */
function goModule(root) {
    const module = (0, path_1.join)(root, 'dist', 'go', 'globalregistry');
    if (!(0, fs_1.existsSync)(module)) {
        throw new Error(`${module} is missing, but it is what is tested. Run npm run package.`);
    }
    return module;
}
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiZ28uanMiLCJzb3VyY2VSb290IjoiIiwic291cmNlcyI6WyJnby50cyJdLCJuYW1lcyI6W10sIm1hcHBpbmdzIjoiOzs7QUEyQkEsNEJBTUM7QUFqQ0QsMkJBQWdDO0FBQ2hDLCtCQUE0QjtBQUU1QixnREFBNkM7QUFDN0Msb0RBQXFFO0FBQ3JFLHVDQUE2QztBQUU3QyxNQUFNLE1BQU0sR0FBRyw4RUFBOEUsQ0FBQztBQUU5RixrR0FBa0c7QUFDckYsUUFBQSxFQUFFLEdBQWE7SUFDMUIsSUFBSSxFQUFFLElBQUk7SUFDVixLQUFLLEVBQUUsQ0FBQyxJQUFJLENBQUM7SUFFYixPQUFPLENBQUMsSUFBSSxFQUFFLFNBQVM7UUFDckIsSUFBQSxnQkFBTSxFQUFDLElBQUksRUFBRSxJQUFJLEVBQUUsU0FBUyxDQUFDLENBQUM7UUFDOUIsTUFBTSxJQUFJLEdBQUcsSUFBQSxzQkFBVSxFQUFDLElBQUksRUFBRSxTQUFTLEVBQUUsSUFBQSx1QkFBVyxFQUFDLElBQUksQ0FBQyxDQUFDLENBQUM7UUFDNUQsSUFBQSxnQkFBSSxFQUFDLFNBQVMsRUFBRSxFQUFFLEdBQUcsSUFBSSxDQUFDLFlBQVksRUFBRSxDQUFDLE1BQU0sQ0FBQyxFQUFFLFFBQVEsQ0FBQyxJQUFJLENBQUMsRUFBRSxDQUFDLENBQUM7UUFDcEUsSUFBQSxpQkFBTyxFQUFDLElBQUksRUFBRSxDQUFDLE9BQU8sRUFBRSxJQUFJLEVBQUUsTUFBTSxFQUFFLG9CQUFvQixFQUFFLGdCQUFnQixFQUFFLGFBQWEsRUFBRSxhQUFhLENBQUMsRUFBRTtZQUMzRyxHQUFHLEVBQUUsU0FBUztTQUNmLENBQUMsQ0FBQztRQUNILE1BQU0sTUFBTSxHQUFHLElBQUksQ0FBQyxNQUFNLEtBQUssVUFBVSxDQUFDLENBQUMsQ0FBQyxpQkFBaUIsQ0FBQyxDQUFDLENBQUMsZ0JBQWdCLENBQUM7UUFDakYsT0FBTyxFQUFFLElBQUksRUFBRSxHQUFHLElBQUEsdUJBQVcsRUFBQyxJQUFJLENBQUMsSUFBSSxNQUFNLEVBQUUsRUFBRSxLQUFLLEVBQUUsT0FBTyxDQUFDLEVBQUUsQ0FBQyxDQUFDLElBQUEsV0FBSSxFQUFDLFNBQVMsRUFBRSxLQUFLLEVBQUUsT0FBTyxDQUFDLENBQUMsRUFBRSxDQUFDO0lBQ3pHLENBQUM7Q0FDRixDQUFDO0FBRUYsNkJBQTZCO0FBQzdCLFNBQWdCLFFBQVEsQ0FBQyxJQUFZO0lBQ25DLE1BQU0sTUFBTSxHQUFHLElBQUEsV0FBSSxFQUFDLElBQUksRUFBRSxNQUFNLEVBQUUsSUFBSSxFQUFFLGdCQUFnQixDQUFDLENBQUM7SUFDMUQsSUFBSSxDQUFDLElBQUEsZUFBVSxFQUFDLE1BQU0sQ0FBQyxFQUFFLENBQUM7UUFDeEIsTUFBTSxJQUFJLEtBQUssQ0FBQyxHQUFHLE1BQU0sNkRBQTZELENBQUMsQ0FBQztJQUMxRixDQUFDO0lBQ0QsT0FBTyxNQUFNLENBQUM7QUFDaEIsQ0FBQyIsInNvdXJjZXNDb250ZW50IjpbImltcG9ydCB7IGV4aXN0c1N5bmMgfSBmcm9tICdmcyc7XG5pbXBvcnQgeyBqb2luIH0gZnJvbSAncGF0aCc7XG5cbmltcG9ydCB7IGNvbW1hbmQgfSBmcm9tICcuLi9wYWNrYWdlL2NvbW1hbmQnO1xuaW1wb3J0IHsgY29yZVZlcnNpb24sIGZpbmRHb0NvcmUsIHRpZHkgfSBmcm9tICcuLi9wYWNrYWdlL2dvLW1vZHVsZSc7XG5pbXBvcnQgeyBnYXRoZXIsIExhbmd1YWdlIH0gZnJvbSAnLi9wcm9qZWN0JztcblxuY29uc3QgTU9EVUxFID0gJ2dpdGh1Yi5jb20vcm9zLWNkay1nbG9iYWwtcmVnaXN0cnkvcm9zLWNkay1nbG9iYWwtcmVnaXN0cnktZ28vZ2xvYmFscmVnaXN0cnknO1xuXG4vKiogUHJvZ3JhbXMgY29tcGlsZWQgYWdhaW5zdCB0aGUgZ2VuZXJhdGVkIG1vZHVsZSwgYW5kIGFnYWluc3QgdGhlIGNvcmUgd2hlcmV2ZXIgdGhlcmUgaXMgb25lLiAqL1xuZXhwb3J0IGNvbnN0IGdvOiBMYW5ndWFnZSA9IHtcbiAgbmFtZTogJ0dvJyxcbiAgdG9vbHM6IFsnZ28nXSxcblxuICBwcmVwYXJlKHJvb3QsIGRpcmVjdG9yeSkge1xuICAgIGdhdGhlcihyb290LCAnZ28nLCBkaXJlY3RvcnkpO1xuICAgIGNvbnN0IGNvcmUgPSBmaW5kR29Db3JlKHJvb3QsIGRpcmVjdG9yeSwgY29yZVZlcnNpb24ocm9vdCkpO1xuICAgIHRpZHkoZGlyZWN0b3J5LCB7IC4uLmNvcmUucmVwbGFjZW1lbnRzLCBbTU9EVUxFXTogZ29Nb2R1bGUocm9vdCkgfSk7XG4gICAgY29tbWFuZCgnZ28nLCBbJ2J1aWxkJywgJy1vJywgJ2Jpbi8nLCAnLi9nZXJtYW55LWhhbmd6aG91JywgJy4vbWFueS1yZWdpb25zJywgJy4vYmFkLW5hbWVzJywgJy4vYmFyZS1jb3JlJ10sIHtcbiAgICAgIGN3ZDogZGlyZWN0b3J5LFxuICAgIH0pO1xuICAgIGNvbnN0IG9yaWdpbiA9IGNvcmUub3JpZ2luID09PSAncmVnaXN0cnknID8gJ29mIHRoZSByZWdpc3RyeScgOiAnZ2VuZXJhdGVkIGhlcmUnO1xuICAgIHJldHVybiB7IGNvcmU6IGAke2NvcmVWZXJzaW9uKHJvb3QpfSAke29yaWdpbn1gLCBzdGFydDogcHJvZ3JhbSA9PiBbam9pbihkaXJlY3RvcnksICdiaW4nLCBwcm9ncmFtKV0gfTtcbiAgfSxcbn07XG5cbi8qKiBUaGUgbW9kdWxlIGluIGRpc3QvZ28uICovXG5leHBvcnQgZnVuY3Rpb24gZ29Nb2R1bGUocm9vdDogc3RyaW5nKTogc3RyaW5nIHtcbiAgY29uc3QgbW9kdWxlID0gam9pbihyb290LCAnZGlzdCcsICdnbycsICdnbG9iYWxyZWdpc3RyeScpO1xuICBpZiAoIWV4aXN0c1N5bmMobW9kdWxlKSkge1xuICAgIHRocm93IG5ldyBFcnJvcihgJHttb2R1bGV9IGlzIG1pc3NpbmcsIGJ1dCBpdCBpcyB3aGF0IGlzIHRlc3RlZC4gUnVuIG5wbSBydW4gcGFja2FnZS5gKTtcbiAgfVxuICByZXR1cm4gbW9kdWxlO1xufVxuIl19