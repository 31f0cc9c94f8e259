"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const java_1 = require("../scripts/languages/java");
const behaviour_1 = require("./behaviour");
(0, behaviour_1.specifyLanguage)(java_1.java, { oldestCore: '1.7.0' });
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiamF2YS50ZXN0LmpzIiwic291cmNlUm9vdCI6IiIsInNvdXJjZXMiOlsiamF2YS50ZXN0LnRzIl0sIm5hbWVzIjpbXSwibWFwcGluZ3MiOiI7O0FBQUEsb0RBQWlEO0FBQ2pELDJDQUE4QztBQUU5QyxJQUFBLDJCQUFlLEVBQUMsV0FBSSxFQUFFLEVBQUUsVUFBVSxFQUFFLE9BQU8sRUFBRSxDQUFDLENBQUMiLCJzb3VyY2VzQ29udGVudCI6WyJpbXBvcnQgeyBqYXZhIH0gZnJvbSAnLi4vc2NyaXB0cy9sYW5ndWFnZXMvamF2YSc7XG5pbXBvcnQgeyBzcGVjaWZ5TGFuZ3VhZ2UgfSBmcm9tICcuL2JlaGF2aW91cic7XG5cbnNwZWNpZnlMYW5ndWFnZShqYXZhLCB7IG9sZGVzdENvcmU6ICcxLjcuMCcgfSk7XG4iXX0=