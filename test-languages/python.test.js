"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const project_1 = require("../scripts/languages/project");
const python_1 = require("../scripts/languages/python");
const behaviour_1 = require("./behaviour");
const support_1 = require("./support");
(0, behaviour_1.specifyLanguage)(python_1.python, { oldestCore: '1.6.0', tests: specifyTypes });
function specifyTypes(project) {
    test('refuses a value of the wrong type where it is given, and names the prop', () => {
        const { status, stderr } = (0, project_1.runProgram)(project(), 'bad-type', (0, support_1.scratch)('bad-type'));
        expect(status).toBe(1);
        expect(stderr).toContain('TypeError: type of argument region must be str; got int instead');
        expect(stderr).toContain('bad_type.py", line 4');
    });
}
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoicHl0aG9uLnRlc3QuanMiLCJzb3VyY2VSb290IjoiIiwic291cmNlcyI6WyJweXRob24udGVzdC50cyJdLCJuYW1lcyI6W10sIm1hcHBpbmdzIjoiOztBQUFBLDBEQUFtRTtBQUNuRSx3REFBcUQ7QUFDckQsMkNBQThDO0FBQzlDLHVDQUFvQztBQUVwQyxJQUFBLDJCQUFlLEVBQUMsZUFBTSxFQUFFLEVBQUUsVUFBVSxFQUFFLE9BQU8sRUFBRSxLQUFLLEVBQUUsWUFBWSxFQUFFLENBQUMsQ0FBQztBQUV0RSxTQUFTLFlBQVksQ0FBQyxPQUFzQjtJQUMxQyxJQUFJLENBQUMseUVBQXlFLEVBQUUsR0FBRyxFQUFFO1FBQ25GLE1BQU0sRUFBRSxNQUFNLEVBQUUsTUFBTSxFQUFFLEdBQUcsSUFBQSxvQkFBVSxFQUFDLE9BQU8sRUFBRSxFQUFFLFVBQVUsRUFBRSxJQUFBLGlCQUFPLEVBQUMsVUFBVSxDQUFDLENBQUMsQ0FBQztRQUNsRixNQUFNLENBQUMsTUFBTSxDQUFDLENBQUMsSUFBSSxDQUFDLENBQUMsQ0FBQyxDQUFDO1FBQ3ZCLE1BQU0sQ0FBQyxNQUFNLENBQUMsQ0FBQyxTQUFTLENBQUMsaUVBQWlFLENBQUMsQ0FBQztRQUM1RixNQUFNLENBQUMsTUFBTSxDQUFDLENBQUMsU0FBUyxDQUFDLHNCQUFzQixDQUFDLENBQUM7SUFDbkQsQ0FBQyxDQUFDLENBQUM7QUFDTCxDQUFDIiwic291cmNlc0NvbnRlbnQiOlsiaW1wb3J0IHsgUHJvamVjdCwgcnVuUHJvZ3JhbSB9IGZyb20gJy4uL3NjcmlwdHMvbGFuZ3VhZ2VzL3Byb2plY3QnO1xuaW1wb3J0IHsgcHl0aG9uIH0gZnJvbSAnLi4vc2NyaXB0cy9sYW5ndWFnZXMvcHl0aG9uJztcbmltcG9ydCB7IHNwZWNpZnlMYW5ndWFnZSB9IGZyb20gJy4vYmVoYXZpb3VyJztcbmltcG9ydCB7IHNjcmF0Y2ggfSBmcm9tICcuL3N1cHBvcnQnO1xuXG5zcGVjaWZ5TGFuZ3VhZ2UocHl0aG9uLCB7IG9sZGVzdENvcmU6ICcxLjYuMCcsIHRlc3RzOiBzcGVjaWZ5VHlwZXMgfSk7XG5cbmZ1bmN0aW9uIHNwZWNpZnlUeXBlcyhwcm9qZWN0OiAoKSA9PiBQcm9qZWN0KTogdm9pZCB7XG4gIHRlc3QoJ3JlZnVzZXMgYSB2YWx1ZSBvZiB0aGUgd3JvbmcgdHlwZSB3aGVyZSBpdCBpcyBnaXZlbiwgYW5kIG5hbWVzIHRoZSBwcm9wJywgKCkgPT4ge1xuICAgIGNvbnN0IHsgc3RhdHVzLCBzdGRlcnIgfSA9IHJ1blByb2dyYW0ocHJvamVjdCgpLCAnYmFkLXR5cGUnLCBzY3JhdGNoKCdiYWQtdHlwZScpKTtcbiAgICBleHBlY3Qoc3RhdHVzKS50b0JlKDEpO1xuICAgIGV4cGVjdChzdGRlcnIpLnRvQ29udGFpbignVHlwZUVycm9yOiB0eXBlIG9mIGFyZ3VtZW50IHJlZ2lvbiBtdXN0IGJlIHN0cjsgZ290IGludCBpbnN0ZWFkJyk7XG4gICAgZXhwZWN0KHN0ZGVycikudG9Db250YWluKCdiYWRfdHlwZS5weVwiLCBsaW5lIDQnKTtcbiAgfSk7XG59XG4iXX0=