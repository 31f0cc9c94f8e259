"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const go_1 = require("../scripts/languages/go");
const behaviour_1 = require("./behaviour");
(0, behaviour_1.specifyLanguage)(go_1.go);
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiZ28udGVzdC5qcyIsInNvdXJjZVJvb3QiOiIiLCJzb3VyY2VzIjpbImdvLnRlc3QudHMiXSwibmFtZXMiOltdLCJtYXBwaW5ncyI6Ijs7QUFBQSxnREFBNkM7QUFDN0MsMkNBQThDO0FBRTlDLElBQUEsMkJBQWUsRUFBQyxPQUFFLENBQUMsQ0FBQyIsInNvdXJjZXNDb250ZW50IjpbImltcG9ydCB7IGdvIH0gZnJvbSAnLi4vc2NyaXB0cy9sYW5ndWFnZXMvZ28nO1xuaW1wb3J0IHsgc3BlY2lmeUxhbmd1YWdlIH0gZnJvbSAnLi9iZWhhdmlvdXInO1xuXG5zcGVjaWZ5TGFuZ3VhZ2UoZ28pO1xuIl19